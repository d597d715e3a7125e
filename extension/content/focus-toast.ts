import type {} from './hold-toast.ts'

/**
 * The person asked by a key: the frame gets the focus, and what had it in the page is remembered. False: there is no such
 * toast here. Injected as text: it uses nothing from outside.
 */
export function focusToast(nonce: string): boolean {
  const held = globalThis.backchannelToast
  if (held?.nonce !== nonce || !held.host.isConnected) return false
  if (document.activeElement === held.host) return true
  let before = document.activeElement
  while (before?.shadowRoot?.activeElement) before = before.shadowRoot.activeElement
  held.frame.focus()
  held.before = before ?? undefined
  return document.activeElement === held.host
}
