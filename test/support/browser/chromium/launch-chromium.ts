import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { chromiumPrograms } from '../../../../scripts/system/browser-programs.ts'
import { findProgram } from '../../../../scripts/system/find-program.ts'
import type { BrowserUnderTest, LaunchOptions } from '../browser-under-test.ts'
import { copyWithPermissions, extensionBuild } from '../extension-build.ts'
import type { PageUnderTest } from '../page-under-test.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { chromiumPage } from './chromium-page.ts'
import { extensionOrigin, findOwnExtension } from './own-extension.ts'

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

async function openWindow(context: BrowserContext, opener: Page, url: string): Promise<Page> {
  const session = await context.newCDPSession(opener)
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
  ])
  await page.goto(url)
  return page
}

/** Playwright gives every page the focus; here a page has it when it is in front. */
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
  const { tab, ...extensionItself } = await findOwnExtension(context)
  const openPage = async (url: string) => {
    const page = await context.newPage()
    await page.goto(url)
    return drive(page)
  }
  return {
    ...extensionItself,
    name: 'chromium',
    openPage,
    openWindow: async (url) => drive(await openWindow(context, await tab(), url)),
    openForeign: async (url) => {
      const page = await context.newPage()
      await page.goto(url)
      return { close: () => page.close() }
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
    openExtensionPage: (path) => openPage(extensionOrigin + path),
    extensionPage: async (path) => {
      const page = context.pages().find((page) => page.url().startsWith(extensionOrigin + path))
      return page && drive(page)
    },
    kill: () => killAll(context),
    close: async () => {
      await context.close()
      folder.remove()
    },
  }
}
