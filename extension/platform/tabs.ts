import browser from 'webextension-polyfill'

interface FrontTab {
  tabId: number
  /** As in `location.hostname`; undefined where we may not know it. */
  host: string | undefined
  /** Why we may not inject into it: no web page, or the person gave us no access to its site. Undefined: we may. */
  refused: 'no-page' | 'no-access' | undefined
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
  return { tabId: tab.id, ...(await accessTo(tab.url)) }
}

/**
 * Without access to a site its tab has no address for us; `activeTab` alone, given for another purpose, does not count. With access
 * to all sites, a tab that has none is a page of the browser.
 */
async function accessTo(address: string | undefined): Promise<Pick<FrontTab, 'host' | 'refused'>> {
  if (address === undefined) {
    const all = await browser.permissions.contains({ origins: ['<all_urls>'] })
    return { host: undefined, refused: all ? 'no-page' : 'no-access' }
  }
  if (!/^https?:/.test(address)) return { host: undefined, refused: 'no-page' }
  const { protocol, hostname } = new URL(address)
  const may = await browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] })
  return { host: hostname, refused: may ? undefined : 'no-access' }
}

/**
 * Another tab, window or program is in front, or the tab in front has another page: a new tab is in front before it shows
 * what a toast could be in. Call it in the first tick.
 */
export function onFrontChanged(listener: () => void): void {
  browser.tabs.onActivated.addListener(listener)
  browser.windows.onFocusChanged.addListener(listener)
  browser.tabs.onUpdated.addListener((_tabId, { status }, tab) => {
    if (tab.active && status === 'complete') listener()
  })
}
