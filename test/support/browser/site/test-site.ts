import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { record } from './recording-page.ts'

const nonce = 'bm9uY2U'

/** Only the recorder may run: nothing can be loaded, framed, styled or connected to, and no markup can be assigned. */
const strictest = `default-src 'none'; frame-src 'none'; script-src 'nonce-${nonce}'; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'`

const pages = {
  plain: {},
  strict: { 'content-security-policy': strictest },
  isolated: {
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  },
} satisfies Record<string, OutgoingHttpHeaders>

export type PageName = keyof typeof pages

const html = (name: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<script nonce="${nonce}">(${record.toString()})()</script></head>
<body><h1>${name}</h1><p>A page that somebody reads.</p><input aria-label="The page's own field" autofocus></body></html>`

export interface TestSite {
  url(page: PageName): string
  close(): Promise<void>
}

/** Pages that record all that happens to them, at a free port of this machine. */
export async function startTestSite(): Promise<TestSite> {
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? ''
    const found = Object.entries(pages).find(([page]) => page === name)
    if (found === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...found[1] }).end(html(name))
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
