import { TOAST_PORT } from '../shared/toast-port.ts'
import type { ToastMessage, ToastPush } from '../shared/toast-messages.ts'
import type { Text } from './i18n.ts'

interface Port {
  onMessage: { addListener(listener: (message: unknown) => void): void }
  onDisconnect: { addListener(listener: () => void): void }
}

/**
 * What the toast's frame needs of the browser, without the polyfill: the frame is loaded anew for each toast and has
 * 400 ms in all, and these calls are the same in both browsers.
 */
interface Api {
  runtime: {
    sendMessage(message: object): Promise<unknown>
    connect(options: { name: string }): Port
  }
  i18n: { getMessage(key: string, substitutions?: string[]): string; getUILanguage(): string }
}

const { browser, chrome } = globalThis as { browser?: Api; chrome?: Api }
const api = browser?.runtime === undefined ? chrome : browser

/** A port that dies without a word met a background that cannot start, or that does not know the toast: wait. */
const SILENT_PORT_DELAY_MS = 500

export const toastText: Text = (key, ...substitutions) =>
  api?.i18n.getMessage(key, substitutions.map(String)) ?? ''

/** What the background answers; undefined also when nobody does: it was stopped, or the extension is gone. */
export async function sendFromToast(message: ToastMessage): Promise<unknown> {
  try {
    return (await api?.runtime.sendMessage(message)) ?? undefined
  } catch {
    return undefined
  }
}

/**
 * The toast's port to the background. It is opened anew each time the background has been stopped, and `again` is called
 * then, since pushes may have been lost meanwhile; it ends with the extension.
 */
export function connectToast(nonce: string, push: (push: ToastPush) => void, again: () => void): void {
  const open = (): void => {
    let heard = false
    let port: Port | undefined
    try {
      port = api?.runtime.connect({ name: TOAST_PORT + nonce })
    } catch {
      return
    }
    port?.onMessage.addListener((message) => {
      heard = true
      push(message as ToastPush)
    })
    port?.onDisconnect.addListener(() => {
      const reopen = (): void => {
        open()
        again()
      }
      if (heard) reopen()
      else setTimeout(reopen, SILENT_PORT_DELAY_MS)
    })
  }
  open()
}
