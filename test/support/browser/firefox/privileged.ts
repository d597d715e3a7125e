import type { ColorScheme } from '../browser-under-test.ts'
import type { Bidi } from './bidi.ts'

export interface Permissions {
  permissions?: string[]
  origins?: string[]
}

/** What only the browser itself may do, in its own window: by BiDi with `--remote-allow-system-access`. */
export interface Privileged {
  setPermissions(extension: string, permissions: Permissions, granted: boolean): Promise<void>
  /** Any address, in a tab in front; settles when it has loaded. */
  openTab(url: string): Promise<void>
  /** The one in front. */
  closeTab(): Promise<void>
  stopBackground(extension: string): Promise<void>
  /** What the Add-ons Manager does with one. */
  manage(extension: string, action: 'reload' | 'disable' | 'uninstall'): Promise<void>
  /** Of every page, by preferences: of content's scheme, and of whose colours hold (2: never the page's). */
  setColors(scheme: ColorScheme): Promise<void>
  setReducedMotion(reduced: boolean): Promise<void>
  compose(steps: readonly string[], enter: boolean): Promise<void>
}

const extensionOf = (id: string): string => `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension`

/** `ExtensionPermissions` is where prompt and Add-ons Manager write too; `permissions.onAdded` follows. */
const permissionsSource = (id: string, wanted: Permissions, granted: boolean): string => `(async () => {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs')
  const extension = ${extensionOf(id)}
  const permissions = ${JSON.stringify({ permissions: [], origins: [], ...wanted })}
  await ExtensionPermissions.${granted ? 'add' : 'remove'}(extension.id, permissions, extension)
})()`

const openSource = (url: string): string => `(async () => {
  const tab = gBrowser.addTrustedTab(${JSON.stringify(url)})
  gBrowser.selectedTab = tab
  const { linkedBrowser } = tab
  const loading = () => linkedBrowser.currentURI.spec === 'about:blank' || linkedBrowser.webProgress?.isLoadingDocument
  while (loading()) await new Promise((resolve) => setTimeout(resolve, 20))
})()`

/** A driver counts as a developer's tool, which would keep the background. */
const stopSource = (id: string): string =>
  `${extensionOf(id)}.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`

const manageSource = (id: string, action: string): string => `(async () => {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs')
  const addon = await AddonManager.getAddonByID(${JSON.stringify(id)})
  await addon.${action}()
})()`

const colorsSource = (scheme: ColorScheme): string => `(() => {
  Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${scheme === 'dark' ? 0 : 1})
  Services.prefs.setIntPref('browser.display.document_color_use', ${scheme === 'forced' ? 2 : 1})
})()`

const enterSource = `new KeyboardEvent('', { key: 'Enter', code: 'Enter', keyCode: KeyboardEvent.DOM_VK_RETURN })`

/** Through the window's own input processor, so that the page gets what an input method makes. */
const composeSource = (steps: readonly string[], enter: boolean): string => `(() => {
  const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor)
  if (!processor.beginInputTransactionForTests(window)) throw new Error('no input transaction')
  for (const text of ${JSON.stringify(steps)}) {
    processor.setPendingCompositionString(text)
    processor.appendClauseToPendingComposition(text.length, processor.ATTR_RAW_CLAUSE)
    processor.setCaretInPendingComposition(text.length)
    if (!processor.flushPendingComposition()) throw new Error('no composition')
  }
  processor.commitComposition(${enter ? enterSource : ''})
})()`

export async function privileged(bidi: Bidi): Promise<Privileged> {
  const tree = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' })
  const [window] = (tree as { contexts: { context: string }[] }).contexts
  if (window === undefined) throw new Error('no browser window')

  async function run(expression: string): Promise<void> {
    const target = { context: window?.context }
    const answer = await bidi.send('script.evaluate', { expression, target, awaitPromise: true })
    const { exceptionDetails } = answer as { exceptionDetails?: { text: string } }
    if (exceptionDetails !== undefined) throw new Error(`privileged script: ${exceptionDetails.text}`)
  }
  return {
    setPermissions: (extension, permissions, granted) =>
      run(permissionsSource(extension, permissions, granted)),
    openTab: (url) => run(openSource(url)),
    closeTab: () => run('void gBrowser.removeTab(gBrowser.selectedTab)'),
    stopBackground: (extension) => run(stopSource(extension)),
    manage: (extension, action) => run(manageSource(extension, action)),
    setColors: (scheme) => run(colorsSource(scheme)),
    setReducedMotion: (reduced) =>
      run(`Services.prefs.setIntPref('ui.prefersReducedMotion', ${reduced ? 1 : 0})`),
    compose: (steps, enter) => run(composeSource(steps, enter)),
  }
}
