import type { Browser } from 'webextension-polyfill'
import type { BrowserUnderTest } from './browser-under-test.ts'

/** The extension's own `chrome`, in functions that `inExtension` runs. */
declare const chrome: Browser

export const badgeText = (browser: BrowserUnderTest): Promise<string> =>
  browser.inExtension(() => chrome.action.getBadgeText({}), undefined)

/** Ids of the operating system's notifications that show now; none while the permission is missing. */
export const notificationIds = (browser: BrowserUnderTest): Promise<string[]> =>
  browser.inExtension(
    async () => ('notifications' in chrome ? Object.keys(await chrome.notifications.getAll()) : []),
    undefined,
  )

/** Headless Firefox gives its window no focus. */
export const focusWindow = (browser: BrowserUnderTest): Promise<void> =>
  browser.inExtension(async () => {
    const window = await chrome.windows.getCurrent()
    if (window.id !== undefined) await chrome.windows.update(window.id, { focused: true })
  }, undefined)

export const grantedPermissions = (
  browser: BrowserUnderTest,
): Promise<{ permissions: string[]; origins: string[] }> =>
  browser.inExtension(async () => {
    const { permissions = [], origins = [] } = await chrome.permissions.getAll()
    return { permissions: [...permissions].sort(), origins }
  }, undefined)

/** What Chromium would warn of when this extension is installed; Firefox has no such question. */
export const installWarnings = (browser: BrowserUnderTest): Promise<string[]> =>
  browser.inExtension(async () => {
    // The polyfill's types leave it out.
    const management = chrome.management as unknown as {
      getPermissionWarningsByManifest(manifest: string): Promise<string[]>
    }
    return management.getPermissionWarningsByManifest(JSON.stringify(chrome.runtime.getManifest()))
  }, undefined)

/** The text of what has the focus in the real popup; undefined while it is closed. */
export const focusedInPopup = (browser: BrowserUnderTest): Promise<string | undefined> =>
  browser.inExtension(() => {
    const [popup] = chrome.extension.getViews({ type: 'popup' })
    return popup && (popup.document.activeElement?.textContent.trim() ?? '')
  }, undefined)
