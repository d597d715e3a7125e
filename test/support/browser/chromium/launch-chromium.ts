import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core'
import { chromiumPrograms } from '../../../../scripts/system/browser-programs.ts'
import { findProgram } from '../../../../scripts/system/find-program.ts'
import { waitFor } from '../../wait-for.ts'
import type { BrowserUnderTest, LaunchOptions } from '../browser-under-test.ts'
import { callSource } from '../call-source.ts'
import { copyWithPermissions, extensionBuild } from '../extension-build.ts'
import type { PageUnderTest } from '../page-under-test.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { chromiumPage } from './chromium-page.ts'

/** What the manifest's `key` makes it. */
const extensionId = 'aegdegomeaeddddjedebdfengkcbbabp'
const origin = `chrome-extension://${extensionId}/`

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
/** Nothing looks for updates, and pages come back from the back/forward cache as they do for people. */
const withoutNetwork = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
const notOfPlaywright = ['--disable-extensions', '--disable-back-forward-cache']

const start = (profile: string, extension: string, display: string | undefined): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: findProgram(chromiumPrograms) ?? 'chromium',
    headless: display === undefined,
    // Playwright would choose its headless shell, which has no extensions.
    channel: 'chromium',
    viewport: display === undefined ? { width: 1000, height: 700 } : null,
    env: { ...process.env, ...(display === undefined ? {} : { DISPLAY: display }) },
    ignoreDefaultArgs: notOfPlaywright,
    args: [...asRoot, ...withoutNetwork, '--no-first-run', `--load-extension=${extension}`],
  })

/** As somebody has it who loads an extension from a folder: without, Chromium takes it once, but not again on a reload. */
function inDeveloperMode(profile: string): void {
  const preferences = join(profile, 'Default', 'Preferences')
  if (existsSync(preferences)) return
  mkdirSync(dirname(preferences), { recursive: true })
  writeFileSync(preferences, JSON.stringify({ extensions: { ui: { developer_mode: true } } }))
}

/** While an extension is being loaded again its pages are refused. */
async function openManifest(page: Page): Promise<Page> {
  const opened = (): Promise<boolean> =>
    page.goto(`${origin}manifest.json`).then(
      () => true,
      () => false,
    )
  await waitFor(opened, 'the extension is there')
  return page
}

/** In a tab that does not come to the front. */
async function openBehind(context: BrowserContext, opener: Page, url: string): Promise<Page> {
  const session = await context.newCDPSession(opener)
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url, background: true }),
  ])
  await page.waitForURL(`${url}/`)
  return page
}

async function openWindow(context: BrowserContext, opener: Page, url: string): Promise<Page> {
  const session = await context.newCDPSession(opener)
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
  ])
  await page.goto(url)
  return page
}

/** What the page of an extension's details does for its "Site access". */
const setSiteAccess = (extension: string, allowed: boolean): string =>
  `chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify({
    extensionId: extension,
    hostAccess: allowed ? 'ON_ALL_SITES' : 'ON_CLICK',
  })})`

async function stopWorker(session: CDPSession): Promise<void> {
  const { targetInfos } = await session.send('Target.getTargets')
  for (const { type, url, targetId } of targetInfos) {
    if (type === 'service_worker' && url.startsWith(origin))
      await session.send('Target.closeTarget', { targetId })
  }
}

/** Playwright tells every page that it has the focus; here a page has it when it has. */
async function drive(page: Page): Promise<PageUnderTest> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false })
  return chromiumPage(page)
}

/** It and its children are one process group. */
async function killAll(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession()
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {}
  const id = processInfo.find((process) => process.type === 'browser')?.id
  if (id === undefined) throw new Error('no process of the browser')
  const closed = context.waitForEvent('close')
  process.kill(-id, 'SIGKILL')
  await closed
}

export async function launchChromium(options: LaunchOptions): Promise<BrowserUnderTest> {
  const folder = temporaryFolder('chromium')
  const build = options.extension ?? extensionBuild('chromium')
  const extension = options.permissions === 'none' ? build : join(folder.path, 'extension')
  if (extension !== build) copyWithPermissions(build, extension)

  const profile = options.profile ?? join(folder.path, 'profile')
  inDeveloperMode(profile)
  const context = await start(profile, extension, options.display).catch((error: unknown) => {
    folder.remove()
    throw error
  })
  const [worker] = context.serviceWorkers()
  if (worker === undefined) await context.waitForEvent('serviceworker')
  let inside: Page | undefined = await openManifest(context.pages()[0] ?? (await context.newPage()))
  const insidePage = async (): Promise<Page> => (inside ??= await openManifest(await context.newPage()))
  /** Its own tab goes with it. A new one is opened when it is asked for: it would come to the front. */
  async function manage(call: string, from?: Page): Promise<void> {
    const page = await insidePage()
    inside = undefined
    const closed = page.waitForEvent('close')
    // The answer is lost with the tab that asked.
    void (from ?? page).evaluate(call).catch(() => undefined)
    await closed
  }

  const openPage = async (url: string) => {
    const page = await context.newPage()
    await page.goto(url)
    return drive(page)
  }
  return {
    name: 'chromium',
    openPage,
    openWindow: async (url) => drive(await openWindow(context, await insidePage(), url)),
    openForeign: async (url) => {
      const page = await context.newPage()
      await page.goto(url)
      return { close: () => page.close() }
    },
    setSiteAccess: async (allowed) => {
      const manager = await openBehind(context, await insidePage(), 'chrome://extensions')
      await manager.evaluate(setSiteAccess(extensionId, allowed))
      await manager.close()
    },
    setColors: async (scheme) => {
      const colorScheme = scheme === 'dark' ? 'dark' : 'light'
      const forcedColors = scheme === 'forced' ? 'active' : 'none'
      for (const page of context.pages()) await page.emulateMedia({ colorScheme, forcedColors })
    },
    setReducedMotion: async (reduced) => {
      const reducedMotion = reduced ? 'reduce' : 'no-preference'
      for (const page of context.pages()) await page.emulateMedia({ reducedMotion })
    },
    openExtensionPage: (path) => openPage(origin + path),
    extensionPage: async (path) => {
      const page = context.pages().find((page) => page.url().startsWith(origin + path))
      return page && drive(page)
    },
    inExtension: async <A, T>(run: (argument: A) => T | Promise<T>, argument: A) =>
      (await insidePage()).evaluate<T>(callSource(run, argument)),
    stopBackground: async () => stopWorker(await context.newCDPSession(await insidePage())),
    reloadExtension: () => manage('chrome.runtime.reload()'),
    disableExtension: async () => {
      const manager = await openBehind(context, await insidePage(), 'chrome://extensions')
      await manage(`chrome.management.setEnabled('${extensionId}', false)`, manager)
      await manager.close()
    },
    removeExtension: () => manage('chrome.management.uninstallSelf()'),
    kill: () => killAll(context),
    close: async () => {
      await context.close()
      folder.remove()
    },
  }
}
