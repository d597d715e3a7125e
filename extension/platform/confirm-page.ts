import browser from 'webextension-polyfill'

/** What is to be confirmed: of a message's actions the one at this index, or ours. */
export type ToConfirm = 'acknowledge' | 'claim' | 'action-0' | 'action-1' | 'action-2'

const SIZE = { width: 460, height: 480 }

interface Message {
  room: string
  /** `logId:seq`: in a log that was restored the same seq may be another message. */
  key: string
}

/** Opens our own page, where no web page can cover a button. A small window where there are windows, else a tab. */
export async function openConfirm({ room, key }: Message, what: ToConfirm): Promise<void> {
  const url = `${browser.runtime.getURL('confirm/index.html')}#${room}:${key}:${what}`
  try {
    await browser.windows.create({ url, type: 'popup', focused: true, ...SIZE })
  } catch {
    await browser.tabs.create({ url })
  }
}
