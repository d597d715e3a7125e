import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noAlert, oneNotification, oneToast, showsExactly } from '../../support/browser/alerts.ts'
import { browserNames } from '../../support/browser/browser-under-test.ts'
import {
  clearNotifications,
  focusWindow,
  openWindow,
  request,
  setPermissions,
} from '../../support/browser/extension-api.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { waitFor } from '../../support/wait-for.ts'

/** An alert shows so soon, wherever it shows. */
const WITHIN_MS = 1_000

describe.each(browserNames)('where an alert shows in %s', (name) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene(name, { permissions: 'granted' })
  })
  afterAll(() => scene.close())

  async function readAll(): Promise<void> {
    const seq = scene.jonas.entries('general').at(-1)?.seq
    await request(scene.browser, 'seen', { room: 'general', seq })
    await showsExactly(scene.browser, noAlert)
    await clearNotifications(scene.browser)
  }

  it('is one toast, however many tabs and windows there are', async () => {
    const { browser, jonas, site } = scene
    for (const count of [1, 2]) await openWindow(browser, site.url('plain'), 10, count)
    await focusWindow(browser)
    const page = await browser.openPage(site.url('strict'))
    await page.bringToFront()
    await jonas.send('general', 'To twenty tabs')
    expect(await showsExactly(browser, oneToast)).toBeLessThan(WITHIN_MS)
    await readAll()
    await page.close()
    await browser.inExtension(async () => {
      const windows = await chrome.windows.getAll()
      const own = await chrome.windows.getCurrent()
      for (const { id } of windows) if (id !== undefined && id !== own.id) await chrome.windows.remove(id)
    }, undefined)
  })

  const browsersOwn =
    name === 'chromium' ? ['chrome://version', 'chrome://extensions'] : ['about:license', 'about:support']
  it.each([...browsersOwn, 'view-source'])('is a notification of the system over %s', async (where) => {
    const { browser, jonas, site } = scene
    const url = where === 'view-source' ? `view-source:${site.url('plain')}` : where
    await browser.openInFront(url)
    await jonas.send('general', `Over ${where}`)
    expect(await showsExactly(browser, oneNotification)).toBeLessThan(WITHIN_MS)
    await readAll()
    await browser.closeTabInFront()
  })

  it('shows in a tab that was discarded, once the person has it back', async () => {
    const { browser, jonas, site } = scene
    const page = await browser.openPage(site.url('plain'))
    await browser.inExtension(async (url) => {
      const [tab] = await chrome.tabs.query({ url })
      if (tab?.id === undefined) throw new Error('no such tab')
      const other = await chrome.tabs.create({ url: 'about:blank' })
      await chrome.tabs.discard(tab.id)
      if (other.id !== undefined) await chrome.tabs.remove(other.id)
    }, site.url('plain'))
    await focusWindow(browser)
    await jonas.send('general', 'While it was discarded')
    await waitFor(async () => {
      const took = await showsExactly(browser, oneToast).catch(() => undefined)
      return took !== undefined
    }, 'one toast')
    await readAll()
    await page.close().catch(() => undefined)
  })

  it('is a notification over a full screen', async () => {
    const { browser, jonas, site } = scene
    const page = await browser.openPage(site.url('plain'))
    await page.bringToFront()
    await focusWindow(browser)
    await page.evaluate(() => {
      document.body.addEventListener('click', () => void document.documentElement.requestFullscreen())
      document.querySelector('h1')?.setAttribute('role', 'button')
    }, undefined)
    await page.click('button', 'A page')
    await waitFor(() => page.evaluate(() => document.fullscreenElement !== null, undefined), 'full screen')
    await jonas.send('general', 'Over a film')
    expect(await showsExactly(browser, oneNotification)).toBeLessThan(WITHIN_MS)
    await readAll()
    await page.evaluate(() => document.exitFullscreen(), undefined)
    await page.close()
  })

  it.runIf(name === 'firefox')('is a notification when site access was taken back meanwhile', async () => {
    const { browser, jonas, site } = scene
    const page = await browser.openPage(site.url('plain'))
    await page.bringToFront()
    await focusWindow(browser)
    await setPermissions(browser, 'remove', { origins: ['<all_urls>'] })
    await jonas.send('general', 'Without access')
    expect(await showsExactly(browser, oneNotification)).toBeLessThan(WITHIN_MS)
    await page.close()
  })
})
