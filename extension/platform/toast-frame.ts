/**
 * What the toast's frame needs of the browser, without the polyfill: the frame is loaded anew for each toast and has
 * 400 ms in all, and these two calls are the same in both browsers.
 */
interface Runtime {
  runtime: { sendMessage(message: object): Promise<unknown> }
  i18n: { getMessage(key: string, substitutions?: string[]): string; getUILanguage(): string }
}

const { browser, chrome } = globalThis as { browser?: Runtime; chrome?: Runtime }
const api = browser?.runtime === undefined ? chrome : browser

export type ToastWord = 'toastDismiss' | 'toastOpen' | 'toastMore' | 'toastIn' | 'languageTag'

export const toastWord = (key: ToastWord, ...substitutions: string[]): string =>
  api?.i18n.getMessage(key, substitutions) ?? ''

/** What the background answers; undefined also when nobody does: it was stopped, or the extension is gone. */
export async function sendFromToast(message: object): Promise<unknown> {
  try {
    return (await api?.runtime.sendMessage(message)) ?? undefined
  } catch {
    return undefined
  }
}
