import browser, { type Runtime } from 'webextension-polyfill'
import { HUB_PORT } from '../shared/hub-watch.ts'
import { TOAST_PORT } from '../shared/toast-port.ts'
import type { ToastPush } from '../shared/toast-messages.ts'

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

/** The background's end of a toast's port. */
export interface ToastPort {
  /** Does nothing when the frame has gone. */
  post(push: ToastPush): void
  /** The frame is gone, or its page went into the back/forward cache. Not called when we are the ones who are stopped. */
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
    if (port.name.startsWith(TOAST_PORT)) return
    if (port.name !== HUB_PORT || identify(port.sender)?.kind !== 'page') return port.disconnect()
    connected({
      ...endOf(port),
      onMessage: (listener) => port.onMessage.addListener((message: unknown) => listener(message)),
    })
  })
}

/**
 * Ports of toasts: frames of ours in web pages. Call it in the first tick. The nonce is what the frame says, so it is
 * worth nothing until it is that of an open toast in this tab.
 */
export function onToastPort(
  connected: (port: ToastPort, from: { tabId: number; nonce: string }) => void,
): void {
  browser.runtime.onConnect.addListener((port) => {
    if (!port.name.startsWith(TOAST_PORT)) return
    const sender = identify(port.sender)
    // Frame 0 is somebody who opened the toast's address in a tab.
    if (sender?.kind !== 'toast' || sender.tabId === undefined || !sender.frameId) return port.disconnect()
    connected(endOf(port), { tabId: sender.tabId, nonce: port.name.slice(TOAST_PORT.length) })
  })
}

/** Posting to a port that has gone would throw. */
function endOf(port: Runtime.Port): { post(message: unknown): void; onGone(listener: () => void): void } {
  let open = true
  port.onDisconnect.addListener(() => {
    open = false
  })
  return {
    post: (message) => {
      if (open) port.postMessage(message)
    },
    onGone: (listener) => port.onDisconnect.addListener(listener),
  }
}

function identify(sender: Runtime.MessageSender | undefined): Sender | undefined {
  if (sender?.id !== browser.runtime.id || sender.url === undefined) return undefined
  const own = browser.runtime.getURL('')
  // Under `use_dynamic_url` the frame's address has another host, but the browser gives its true one here.
  if (!sender.url.startsWith(own)) return undefined
  const isToast = sender.url.startsWith(`${own}toast/`)
  return { tabId: sender.tab?.id, frameId: sender.frameId, kind: isToast ? 'toast' : 'page' }
}
