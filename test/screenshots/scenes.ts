import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from '../support/browser/extension-api.ts'
import { focusWindow } from '../support/browser/extension-api.ts'
import type { Look, PageUnderTest } from '../support/browser/page-under-test.ts'
import type { Scene } from '../support/browser/scene.ts'

const dark = `@media(prefers-color-scheme:dark){:root{color-scheme:dark}body{background:#16191c;color:#d8dadc}}`

/** Something to lie behind a toast. `body` may be in any language. */
export const article = (title: string, paragraphs: readonly string[], attributes = 'lang="en"'): string =>
  `<!doctype html><html ${attributes}><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.6 Georgia,serif;margin:28px 32px;color:#333}h1{font-size:26px;line-height:1.2;margin:0 0 12px}p{margin:0 0 12px}${dark}</style>
<h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</html>`

export async function serve(html: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  }
}

/** What moves has come to rest by then. */
export const rest = (ms = 600): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A page of that size in front, in that look. */
export async function openFront(
  { browser }: Scene,
  html: string,
  [width, height]: readonly [number, number],
  look: Look = 'light',
): Promise<PageUnderTest> {
  const site = await serve(html)
  const page = await browser.openPage(site.url)
  await page.setSize(width, height)
  await page.setLook(look)
  await page.bringToFront()
  await focusWindow(browser)
  return { ...page, close: async () => (await page.close(), site.close()) }
}

export async function readRooms({ browser, jonas }: Scene, rooms: readonly string[]): Promise<void> {
  for (const room of rooms)
    await request(browser, 'seen', { room, seq: jonas.entries(room).at(-1)?.seq ?? 0 })
}

/** Pictures in rows, each with a word below it. */
export const sheet = (
  pictures: readonly { name: string; png: string; width: number }[],
  columns: number,
): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sheet</title>
<style>body{margin:0;padding:24px;background:#e9eceb;width:max-content;font:13px/1.4 system-ui,sans-serif;color:#444}
main{display:grid;grid-template-columns:repeat(${columns},max-content);gap:20px}figure{margin:0}
img{display:block;border-radius:10px;box-shadow:0 0 0 1px rgb(0 0 0/.08)}figcaption{margin-top:6px}</style>
<main>${pictures.map(({ name, png, width }) => `<figure><img alt="" width="${width}" src="data:image/png;base64,${png}"><figcaption>${name}</figcaption></figure>`).join('')}</main></html>`
