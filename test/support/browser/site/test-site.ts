import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { article, pageKinds, type PageKind, type PageName } from './page-kinds.ts'
import { record } from './recording-page.ts'

export interface TestSite {
  url(page: PageName): string
  close(): Promise<void>
}

const recorder = `(${record.toString()})()`

/** Pages that record all that happens to them, at a free port of this machine. */
export async function startTestSite(): Promise<TestSite> {
  const kinds = new Map<string, PageKind>(Object.entries(pageKinds))
  const server = createServer((request, response) => {
    const kind = kinds.get(request.url?.slice(1) ?? '')
    if (kind === undefined) return void response.writeHead(404).end()
    const { headers = {}, type = 'text/html', content = article } = kind
    response
      .writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers })
      .end((content as (script: string) => string | Buffer)(recorder))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (page) => `http://127.0.0.1:${port}/${page}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
