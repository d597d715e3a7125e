import browser from 'webextension-polyfill'

/** The popup where the browser lets us open it without a click of its own button; the same page in a tab elsewhere. */
export async function openChat(): Promise<void> {
  try {
    await browser.action.openPopup()
  } catch {
    await browser.tabs.create({ url: browser.runtime.getURL('popup/index.html') })
  }
}

export const toastAddress = (): string => browser.runtime.getURL('toast/index.html')
