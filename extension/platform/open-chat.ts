import browser from 'webextension-polyfill'

/** The popup where the browser lets us open it without a click of its own button; the same page in a tab elsewhere. */
export async function openChat(): Promise<void> {
  try {
    await browser.action.openPopup()
  } catch {
    const { windowId } = await browser.tabs.create({ url: browser.runtime.getURL('popup/index.html') })
    // After a click on a notification another program may be in front.
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true })
  }
}

export const toastAddress = (): string => browser.runtime.getURL('toast/index.html')
