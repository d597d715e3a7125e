import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, test } from 'vitest'
import { focusWindow } from '../support/browser/extension-api.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { shownToast } from '../support/browser/toast.ts'
import { serve } from './serve.ts'

/** The README's picture: real shots of popup and toast by the browser of the tests, side by side. */
const target = fileURLToPath(new URL('../../docs/images/popup-and-toast.png', import.meta.url))

const article = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tides</title>
<style>body{font:17px/1.6 Georgia,serif;margin:48px auto;max-width:560px;padding:0 24px;color:#222}
h1{font-size:34px;line-height:1.2;margin:0 0 4px}p.by{color:#777;font-size:14px;margin:0 0 24px}</style>
<h1>Why the tide comes in twice</h1><p class="by">A page that you happen to read</p>
<p>Stand on a beach for a day and the sea will come to you twice. The moon explains one of the two: it pulls the water
beneath it. The other comes on the far side of the earth, where the pull is weakest.</p>
<p>It is the difference that matters, not the pull itself. The near side is drawn more than the middle, and the middle more
than the far side, so that water is left standing on both.</p>
<p>Coasts bend this into shapes of their own. Some bays have one tide a day, some have four.</p></html>`

const sideBySide = (
  page: string,
  popup: string,
): string => `<!doctype html><html><meta charset="utf-8"><title>Both</title>
<style>body{margin:0;padding:28px;display:flex;gap:28px;align-items:flex-start;background:#e9eceb;width:max-content}
img{display:block;border-radius:12px;box-shadow:0 0 0 1px rgb(0 0 0/.08),0 12px 32px rgb(0 0 0/.16)}</style>
<img alt="" width="760" height="560" src="data:image/png;base64,${page}">
<img alt="" width="380" height="560" src="data:image/png;base64,${popup}"></html>`

let stage: Stage
const folder = temporaryFolder('screenshots')
beforeAll(async () => {
  stage = await startStage('chromium', { permissions: 'granted' })
})
afterAll(async () => {
  await stage.close()
  folder.remove()
})

async function shoot(
  html: string,
  width: number,
  height: number,
  path: string,
  before?: () => Promise<void>,
) {
  const site = await serve(html)
  const page = await stage.browser.openPage(site.url)
  await page.setSize(width, height)
  await page.bringToFront()
  await focusWindow(stage.browser)
  await before?.()
  if (before) await shownToast(page, 'I have it')
  // The toast slides in for 160 ms.
  await new Promise((resolve) => setTimeout(resolve, 600))
  await page.screenshot(path)
  await page.close()
  site.close()
}

test('popup and toast, for the README', async () => {
  const { browser, jonas } = stage
  const popup = await browser.openExtensionPage('popup/index.html')
  await popup.setSize(380, 560)
  await jonas.send('general', 'The nightly build is red again. Same test as on Tuesday.')
  await showsMessage(popup, 'nightly build')
  for (const text of ['I see it. Looking.', 'It waits for a port that the last run left open.']) {
    await popup.type('textbox', 'Message', text)
    await popup.press('Enter')
    await jonas.receive('general', text)
  }
  await jonas.send('general', 'Ha. Can we give each run its own?')
  await showsMessage(popup, 'its own?')
  await popup.type('textbox', 'Message', 'Yes, done in ten minutes. 금방 돼요.')
  await popup.press('Enter')
  await jonas.receive('general', 'Yes, done in ten minutes. 금방 돼요.')
  await popup.bringToFront()
  // What shows for a second is read; then the count is gone.
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const popupPath = join(folder.path, 'popup.png')
  await popup.screenshot(popupPath)
  await popup.close()

  const pagePath = join(folder.path, 'page.png')
  const send = () => jonas.send('general', 'Green. Thanks! The deploy can go out now, I have it.')
  await shoot(article, 760, 560, pagePath, send)

  const [page, small] = await Promise.all([readFile(pagePath, 'base64'), readFile(popupPath, 'base64')])
  await shoot(sideBySide(page, small), 1224, 616, target)
})
