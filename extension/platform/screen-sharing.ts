import browser, { type Tabs } from 'webextension-polyfill'

/** Of a tab whose screen, window or tab is shared, in Firefox. The polyfill's types do not name all of it. */
interface Sharing {
  sharingState?: { screen?: unknown }
}

/** Chromium does not report to extensions that a screen is shared, so there presentation mode is by the setting alone. */
const isReported = (): boolean => 'document' in globalThis

/** Some tab of this browser shares a screen, a window or a tab. False where the browser does not report it. */
export async function isScreenShared(): Promise<boolean> {
  if (!isReported()) return false
  const query: Tabs.QueryQueryInfoType & { screen: boolean } = { screen: true }
  return (await browser.tabs.query(query).catch(() => [])).length > 0
}

/** Call it in the first tick. A tab that is closed while it shares says so too. */
export function onScreenSharing(listener: () => void): void {
  if (!isReported()) return
  browser.tabs.onUpdated.addListener((_tabId, change: object) => {
    const { sharingState } = change as Sharing
    if (sharingState !== undefined) listener()
  })
  browser.tabs.onRemoved.addListener(() => listener())
}
