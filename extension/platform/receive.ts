import browser, { type Runtime } from 'webextension-polyfill'
import { HUB_PORT } from '../bridge/hub-messages.ts'

/** Where a message to the background comes from, as the browser says it. */
export interface Sender {
  tabId: number | undefined
  frameId: number | undefined
  /** `page`: one of the extension's own pages. `toast`: its frame inside a web page. Nobody else is answered. */
  kind: 'page' | 'toast'
}

/** A page's end of a port. Posting to one that has gone does nothing. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onGone(listener: () => void): void
}

/**
 * The one message listener of the background; call it in the first tick. `answer` returns undefined for what it does
 * not answer at all. Messages of content scripts and of other extensions are dropped here.
 */
export function onMessage(answer: (message: unknown, sender: Sender) => Promise<unknown> | undefined): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const known = identify(sender)
    return known && answer(message, known)
  })
}

/** Ports of the extension's own pages; call it in the first tick. */
export function onPort(connected: (port: Port) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== HUB_PORT || identify(port.sender)?.kind !== 'page') return port.disconnect()
    let open = true
    port.onDisconnect.addListener(() => {
      open = false
    })
    connected({
      post: (message) => {
        if (open) port.postMessage(message)
      },
      onMessage: (listener) => port.onMessage.addListener((message: unknown) => listener(message)),
      onGone: (listener) => port.onDisconnect.addListener(listener),
    })
  })
}

function identify(sender: Runtime.MessageSender | undefined): Sender | undefined {
  if (sender?.id !== browser.runtime.id || sender.url === undefined) return undefined
  const own = browser.runtime.getURL('')
  // Under `use_dynamic_url` the frame's address has another host, but the browser tells its true one here.
  if (!sender.url.startsWith(own)) return undefined
  const isToast = sender.url.startsWith(`${own}toast/`)
  return { tabId: sender.tab?.id, frameId: sender.frameId, kind: isToast ? 'toast' : 'page' }
}
