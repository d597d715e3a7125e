import { mountedToast } from './mounted-toast.ts'

/**
 * The person pressed the key for it: the frame gets the focus, and the element that had it in the page is remembered. False:
 * there is no such toast here.
 */
export function focusToast(nonce: string): boolean {
  const toast = mountedToast(nonce)
  if (toast?.host.isConnected !== true) return false
  const { host, frame } = toast
  if (document.activeElement === host) return true
  let before = document.activeElement
  while (before?.shadowRoot?.activeElement) before = before.shadowRoot.activeElement
  frame.focus()
  toast.before = before ?? undefined
  return document.activeElement === host
}
