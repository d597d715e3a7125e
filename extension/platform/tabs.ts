import browser from 'webextension-polyfill'

interface FrontTab {
  tabId: number
  /** We may inject into it: a web page, and the person gave us access to its site. */
  allowed: boolean
}

/**
 * The active tab of the window that has the focus. With another program in front there is none, although
 * `lastFocusedWindow` would still name one.
 */
export const frontTab = (): Promise<FrontTab | undefined> => findFrontTab().catch(() => undefined)

/** A window or tab may close while it is asked about. */
async function findFrontTab(): Promise<FrontTab | undefined> {
  const windows = await browser.windows.getAll({ windowTypes: ['normal', 'popup'] })
  const front = windows.find((window) => window.focused)
  if (front?.id === undefined) return undefined
  const [tab] = await browser.tabs.query({ active: true, windowId: front.id })
  if (tab?.id === undefined) return undefined
  return { tabId: tab.id, allowed: await mayInject(tab.url) }
}

/**
 * Without access to a site its tab tells no address; `activeTab` alone, given for another purpose, does not count.
 */
async function mayInject(address: string | undefined): Promise<boolean> {
  if (address === undefined || !/^https?:/.test(address)) return false
  const { protocol, hostname } = new URL(address)
  return browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] })
}

/** Call it in the first tick. */
export function onFrontChanged(listener: () => void): void {
  browser.tabs.onActivated.addListener(listener)
  browser.windows.onFocusChanged.addListener((windowId) => {
    if (windowId !== browser.windows.WINDOW_ID_NONE) listener()
  })
}
