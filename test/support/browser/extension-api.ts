import type { Browser } from 'webextension-polyfill'
import { defaultPersonSettings, type PersonSettings } from '../../../protocol/notification-settings.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'

/** The extension's own `chrome`, in functions that `inExtension` runs. */
declare const chrome: Browser

export const badgeText = (browser: BrowserUnderTest): Promise<string> =>
  browser.inExtension(() => chrome.action.getBadgeText({}), undefined)

/**
 * Ids of the operating system's notifications that show now; none while the permission is missing: then Chromium has no
 * such property, and Firefox an empty one.
 */
export const notificationIds = (browser: BrowserUnderTest): Promise<string[]> =>
  browser.inExtension(async () => {
    const { notifications } = chrome as Partial<Browser>
    return notifications === undefined ? [] : Object.keys(await notifications.getAll())
  }, undefined)

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

/** How many toasts are in all tabs that the extension may look into; each looks into one tab alone. */
export const toastsInTabs = (browser: BrowserUnderTest): Promise<number> =>
  browser.inExtension(async () => {
    const count = async (tabId: number): Promise<number> => {
      const looked = chrome.scripting
        .executeScript({
          target: { tabId },
          func: () => document.querySelectorAll('backchannel-toast').length,
        })
        .then(
          (results) => Number(results[0]?.result ?? 0),
          () => 0,
        )
      // On some pages it never settles. With twenty tabs on a busy machine half a second is not enough.
      const late = new Promise<number>((resolve) => setTimeout(resolve, 2_000, 0))
      return Promise.race([looked, late])
    }
    const tabs = await chrome.tabs.query({})
    const counts = await Promise.all(tabs.map(async ({ id }) => (id === undefined ? 0 : count(id))))
    return counts.reduce((sum, one) => sum + one, 0)
  }, undefined)

/** How long the toast in front takes to come in, ms. A page cannot ask: what moves is in a closed root. */
export const revealMs = (browser: BrowserUnderTest): Promise<number> =>
  browser.inExtension(async () => {
    const ask = async (tabId: number): Promise<number[]> => {
      const func = (): number | undefined => {
        const { backchannelToast } = globalThis as { backchannelToast?: { panel: HTMLElement } }
        const [first = ''] = backchannelToast?.panel.style.transitionDuration.split(',') ?? []
        return backchannelToast && parseFloat(first) * (first.endsWith('ms') ? 1 : 1_000)
      }
      const results = await chrome.scripting.executeScript({ target: { tabId }, func }).catch(() => [])
      return results.flatMap(({ result }) => (typeof result === 'number' ? [result] : []))
    }
    const tabs = await chrome.tabs.query({ active: true })
    const found = await Promise.all(tabs.map(async ({ id }) => (id === undefined ? [] : ask(id))))
    const [ms] = found.flat()
    if (ms === undefined) throw new Error('no toast')
    return ms
  }, undefined)

export const clearNotifications = (browser: BrowserUnderTest): Promise<void> =>
  browser.inExtension(async () => {
    if (!('notifications' in chrome)) return
    for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id)
  }, undefined)

/** Asks the background as a page of ours does. */
export const request = <T>(browser: BrowserUnderTest, type: string, input: object): Promise<T> =>
  browser.inExtension((message) => chrome.runtime.sendMessage<object, T>(message), { type, input })

/** Opens tabs behind the one in front; answers with what closes them. */
export async function openTabs(
  browser: BrowserUnderTest,
  url: string,
  count: number,
): Promise<() => Promise<void>> {
  const open = async (tab: { url: string; count: number }): Promise<number[]> => {
    const made = Array.from({ length: tab.count }, () => chrome.tabs.create({ url: tab.url, active: false }))
    return (await Promise.all(made)).map(({ id }) => id ?? -1)
  }
  const ids = await browser.inExtension(open, { url, count })
  return () => browser.inExtension((tabs) => chrome.tabs.remove(tabs), ids)
}

/** The tab that shows `url` goes where nothing can be injected. Firefox lets an extension go to no page of the browser but its own. */
export const goWhereNoCardIs = (browser: BrowserUnderTest, url: string): Promise<void> =>
  browser.inExtension(
    async ({ from, to }) => {
      const tabs = await chrome.tabs.query({})
      const tab = tabs.find((other) => other.url === from)
      await chrome.tabs.update(tab?.id ?? -1, { url: to ?? chrome.runtime.getURL('options/index.html') })
    },
    { from: url, to: browser.name === 'chromium' ? 'chrome://version' : undefined },
  )

export interface DiscardedTab {
  isDiscarded(): Promise<boolean>
  /** The browser loads it again then. */
  activate(): Promise<void>
  remove(): Promise<void>
}

/** A tab behind the one in front whose document the browser has thrown away. */
export async function discardTab(browser: BrowserUnderTest, url: string): Promise<DiscardedTab> {
  const id = await browser.inExtension(async (address) => {
    const tab = await chrome.tabs.create({ url: address, active: false })
    const loaded = async (): Promise<boolean> => (await chrome.tabs.get(tab.id ?? -1)).status === 'complete'
    while (!(await loaded())) await new Promise((resolve) => setTimeout(resolve, 20))
    await chrome.tabs.discard(tab.id ?? -1)
    // Chromium gives it another id.
    const [discarded] = await chrome.tabs.query({ discarded: true })
    return discarded?.id ?? -1
  }, url)
  return {
    isDiscarded: () =>
      browser.inExtension(async (tab) => (await chrome.tabs.get(tab)).discarded === true, id),
    activate: () =>
      browser.inExtension(async (tab) => void (await chrome.tabs.update(tab, { active: true })), id),
    remove: () => browser.inExtension((tab) => chrome.tabs.remove(tab), id),
  }
}

/** As set in the options page; what is left out is as for somebody who set nothing. */
export const setSettings = (browser: BrowserUnderTest, change: Partial<PersonSettings>): Promise<unknown> =>
  request(browser, 'change-settings', { of: 'person', settings: { ...defaultPersonSettings, ...change } })
