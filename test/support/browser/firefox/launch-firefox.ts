import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { firefoxPrograms } from '../../../../scripts/system/browser-programs.ts'
import { findProgram } from '../../../../scripts/system/find-program.ts'
import { waitFor } from '../../wait-for.ts'
import type { BrowserUnderTest, LaunchOptions } from '../browser-under-test.ts'
import { callSource } from '../call-source.ts'
import { extensionBuild } from '../extension-build.ts'
import type { PageUnderTest } from '../page-under-test.ts'
import { bidiOf } from './bidi.ts'
import { firefoxPage } from './firefox-page.ts'
import { extensionId, firefoxPreferences, origin } from './preferences.ts'
import { privileged } from './privileged.ts'
import { sideLoad } from './side-load.ts'

const start = (profile: string | undefined, display: string | undefined): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: findProgram(firefoxPrograms) ?? 'firefox',
    headless: display === undefined,
    defaultViewport: display === undefined ? { width: 1000, height: 700 } : null,
    env: { ...process.env, ...(display === undefined ? {} : { DISPLAY: display }) },
    args: ['--remote-allow-system-access'],
    // Puppeteer would have every window believe that it has the focus.
    extraPrefsFirefox: {
      ...firefoxPreferences,
      ...(display === undefined ? {} : { 'focusmanager.testmode': false }),
    },
    ...(profile === undefined ? {} : { userDataDir: profile }),
  })

/** A question to a document that is just being replaced is never answered. */
const ANSWER_WITHIN_MS = 1000

/**
 * Where a tab is, once it has loaded. Firefox reports nothing to the driver of a navigation to a page of its own or of an
 * extension, so the document is asked; empty when there is none at the moment.
 */
function loadedAddress(page: Page): Promise<string> {
  const address = page.evaluate(() => (document.readyState === 'complete' ? location.href : ''))
  const late = new Promise<string>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS, ''))
  return Promise.race([address, late]).catch(() => '')
}

async function open(browser: Browser, url: string, type: 'tab' | 'window' = 'tab'): Promise<Page> {
  const page = await browser.newPage({ type })
  page.goto(url).catch(() => undefined)
  // A page may take the fragment out of its address.
  const [address = url] = url.split('#', 1)
  await waitFor(async () => (await loadedAddress(page)).startsWith(address), `${url} has loaded`)
  return page
}

/** It and its children are one process group. */
async function killAll(browser: Browser): Promise<void> {
  const child = browser.process()
  if (child?.pid === undefined) throw new Error('no process of the browser')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGKILL')
  await ended
}

export async function launchFirefox(options: LaunchOptions): Promise<BrowserUnderTest> {
  const build = options.extension ?? extensionBuild('firefox')
  if (options.profile !== undefined) sideLoad(options.profile, build)
  const browser = await start(options.profile, options.display)
  if (options.profile === undefined) await browser.installExtension(build)
  const bidi = bidiOf(browser)
  const system = await privileged(bidi)
  const drive = (page: Page): PageUnderTest => firefoxPage(page, bidi, system)
  const openInside = () => open(browser, `${origin}manifest.json`)
  let inside: Page | undefined = await openInside()
  /** Its own tab goes with it. A new one is opened when it is asked for: it would come to the front. */
  async function manage(action: 'reload' | 'disable' | 'uninstall'): Promise<void> {
    inside = undefined
    await system.manage(extensionId, action)
  }
  if (options.permissions === 'granted') {
    const permissions = { permissions: ['notifications'], origins: ['<all_urls>'] }
    await system.setPermissions(extensionId, permissions, true)
  }

  return {
    name: 'firefox',
    openExtensionPage: async (path) => drive(await open(browser, origin + path)),
    openPage: async (url) => drive(await open(browser, url)),
    openWindow: async (url) => {
      const page = await open(browser, url, 'window')
      await page.bringToFront()
      return drive(page)
    },
    openForeign: async (url) => {
      await system.openTab(url)
      return { close: system.closeTab }
    },
    setSiteAccess: (allowed) => system.setPermissions(extensionId, { origins: ['<all_urls>'] }, allowed),
    setColors: system.setColors,
    setReducedMotion: system.setReducedMotion,
    extensionPage: async (path) => {
      for (const page of await browser.pages()) {
        if ((await loadedAddress(page)).startsWith(origin + path)) return drive(page)
      }
      return undefined
    },
    inExtension: async <A, T>(run: (argument: A) => T | Promise<T>, argument: A) => {
      inside ??= await openInside()
      return inside.evaluate<[], () => T | Promise<T>>(callSource(run, argument))
    },
    stopBackground: () => system.stopBackground(extensionId),
    reloadExtension: () => manage('reload'),
    disableExtension: () => manage('disable'),
    removeExtension: () => manage('uninstall'),
    kill: () => killAll(browser),
    close: () => browser.close(),
  }
}
