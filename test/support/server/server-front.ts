import { createServer, request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

export interface Heard {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Every name and value as it came. */
  raw: string
}

/** Listens in front of a server, as a proxy does, and answers itself what a message's buttons ask for. */
export interface ServerFront {
  /** `http://127.0.0.1:<port>`: of the server, as those know it who join through here. */
  url: string
  /** Where a button may lead that is to be counted: it is answered with 204. */
  button: string
  /** The same, answered with a redirect to `button`. */
  elsewhere: string
  /** What was asked of these two and of all below them. */
  heard: Heard[]
  /** The link of an invite of the server, through here. */
  through(link: string): string
  close(): void
}

const headOf = ({ method = '', url = '', rawHeaders }: IncomingMessage): string => {
  const lines = rawHeaders.flatMap((value, index) =>
    index % 2 === 0 ? [`${value}: ${rawHeaders[index + 1] ?? ''}`] : [],
  )
  return `${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

export async function startServerFront(port: number): Promise<ServerFront> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request
    if (path.startsWith('/button') || path.startsWith('/elsewhere')) {
      heard.push({ method, path, headers, raw: headOf(request) })
      request.resume()
      const location = path.startsWith('/elsewhere') ? { location: '/button' } : undefined
      return void response.writeHead(location === undefined ? 204 : 307, location).end()
    }
    const onward = ask({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('upgrade', (request: IncomingMessage, client, first: Buffer) => {
    const upstream = connect(port, '127.0.0.1')
    upstream.write(headOf(request))
    upstream.write(first)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      socket.on('error', () => undefined).on('close', () => void other.destroy())
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    button: `${url}/button`,
    elsewhere: `${url}/elsewhere`,
    heard,
    through: (link) => link.replace(/^http:\/\/[^/]+/, url),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
