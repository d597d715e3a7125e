import type { PageUnderTest } from './page-under-test.ts'

export const browserNames = ['chromium', 'firefox'] as const
export type BrowserName = (typeof browserNames)[number]

export interface LaunchOptions {
  /**
   * `none`: as just installed. `granted`: with site access and notifications. Chromium gets them by a copy of the build
   * whose manifest requires them (all other bytes are the shipped ones), Firefox by its own permission store.
   */
  permissions: 'none' | 'granted'
  /** Of the extension; the build in `dist` when left out. */
  extension?: string
  /**
   * Where the browser keeps its profile, with the extension and what that stores, to start it again; a temporary one,
   * removed at the end, when left out.
   */
  profile?: string
  /** An X display such as `:99`: the browser has windows there, and none at all when left out. */
  display?: string
}

/** `forced`: the person's own few colours, whatever a page says; Windows calls it high contrast. */
export const colorSchemes = ['light', 'dark', 'forced'] as const
export type ColorScheme = (typeof colorSchemes)[number]

/** A real browser with the extension, driven from outside. What needs a driver differs by browser; suites do not. */
export interface BrowserUnderTest {
  name: BrowserName
  /** `path` as in the build: `popup/index.html`. The popup is its page in a tab. */
  openExtensionPage(path: string): Promise<PageUnderTest>
  openPage(url: string): Promise<PageUnderTest>
  /** In a window of its own, which comes to the front. */
  openWindow(url: string): Promise<PageUnderTest>
  /** An address that no web page may open, such as `about:support` or `view-source:…`, in a tab in front. */
  openForeign(url: string): Promise<{ close(): Promise<void> }>
  /** The person takes site access back, or gives it again, in the browser's own settings. */
  setSiteAccess(allowed: boolean): Promise<void>
  /** Of the pages that are open. */
  setColors(scheme: ColorScheme): Promise<void>
  /** The person wants no movement, or does not mind; of the pages that are open. */
  setReducedMotion(reduced: boolean): Promise<void>
  /** Tabs that show an address of the extension, the ones it opened itself too. */
  extensionPage(path: string): Promise<PageUnderTest | undefined>
  /**
   * Runs in a document of the extension that none of its code runs in (its manifest): the `chrome` of the function is
   * the extension's, with promises in both browsers.
   */
  inExtension<A, T>(run: (argument: A) => T | Promise<T>, argument: A): Promise<T>
  /** Ends the background as the browser does when it is idle: at once, with open sockets. An event starts it again. */
  stopBackground(): Promise<void>
  /** As an update does it: the tabs stay, the one in front too, and what was injected there loses its extension. */
  reloadExtension(): Promise<void>
  /** Switches it off, and then nothing is left to drive but pages. */
  disableExtension(): Promise<void>
  /** For good. */
  removeExtension(): Promise<void>
  /** Ends every process of the browser at once, as when the machine runs out of memory. A profile of its own stays. */
  kill(): Promise<void>
  close(): Promise<void>
}
