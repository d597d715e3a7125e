import { request } from 'node:http'

export interface HttpQuestion {
  method?: string
  path: string
  /** An array makes a line of each. */
  headers?: Record<string, string | string[]>
  body?: string
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** The head and the body as text: what a secret is looked for in. */
  text: string
  body: string
}

/** One request on a connection of its own, with headers that `fetch` would not send. */
export const askHttp = (
  port: number,
  { method = 'GET', path, headers = {}, body }: HttpQuestion,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => void parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const { statusCode = 0, rawHeaders } = response
        resolve({
          status: statusCode,
          headers: response.headers,
          text: `${rawHeaders.join('\n')}\n${text}`,
          body: text,
        })
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
