import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { waitFor } from '../../wait-for.ts'
import type { BrowserUnderTest } from '../browser-under-test.ts'
import { callSource } from '../call-source.ts'

/** What the manifest's `key` makes it. */
const extensionId = 'aegdegomeaeddddjedebdfengkcbbabp'
export const extensionOrigin = `chrome-extension://${extensionId}/`

/** What a test does with the extension itself, from a tab of it. */
export type OwnExtension = Pick<
  BrowserUnderTest,
  | 'inExtension'
  | 'setSiteAccess'
  | 'stopBackground'
  | 'reloadExtension'
  | 'disableExtension'
  | 'removeExtension'
> & {
  /** A tab of the extension. */
  tab(): Promise<Page>
}

/** While an extension is being loaded again its pages are refused. */
async function openManifest(page: Page): Promise<Page> {
  const opened = (): Promise<boolean> =>
    page.goto(`${extensionOrigin}manifest.json`).then(
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

/** What the page of an extension's details does for its "Site access". */
const siteAccess = (allowed: boolean): string =>
  `chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify({
    extensionId,
    hostAccess: allowed ? 'ON_ALL_SITES' : 'ON_CLICK',
  })})`

async function stopWorker(session: CDPSession): Promise<void> {
  const { targetInfos } = await session.send('Target.getTargets')
  for (const { type, url, targetId } of targetInfos) {
    if (type === 'service_worker' && url.startsWith(extensionOrigin))
      await session.send('Target.closeTarget', { targetId })
  }
}

/** Waits until the extension runs and opens its tab in the browser's first one. */
export async function findOwnExtension(context: BrowserContext): Promise<OwnExtension> {
  const [worker] = context.serviceWorkers()
  if (worker === undefined) await context.waitForEvent('serviceworker')
  let open: Page | undefined = await openManifest(context.pages()[0] ?? (await context.newPage()))
  const tab = async (): Promise<Page> => (open ??= await openManifest(await context.newPage()))

  /** Ends the extension's tab too. The next one is opened when it is asked for: it would come to the front. */
  async function manage(call: string, from?: Page): Promise<void> {
    const page = await tab()
    open = undefined
    const closed = page.waitForEvent('close')
    // The answer is lost with the tab that asked.
    void (from ?? page).evaluate(call).catch(() => undefined)
    await closed
  }

  async function withManager(act: (manager: Page) => Promise<unknown>): Promise<void> {
    const manager = await openBehind(context, await tab(), 'chrome://extensions')
    await act(manager)
    await manager.close()
  }

  return {
    tab,
    inExtension: async <A, T>(run: (argument: A) => T | Promise<T>, argument: A) =>
      (await tab()).evaluate<T>(callSource(run, argument)),
    setSiteAccess: (allowed) => withManager((manager) => manager.evaluate(siteAccess(allowed))),
    stopBackground: async () => stopWorker(await context.newCDPSession(await tab())),
    reloadExtension: () => manage('chrome.runtime.reload()'),
    disableExtension: () =>
      withManager((manager) => manage(`chrome.management.setEnabled('${extensionId}', false)`, manager)),
    removeExtension: () => manage('chrome.management.uninstallSelf()'),
  }
}
