import type {} from './hold-toast.ts'

/**
 * Asked when the frame's port has ended. `tampered`: the page changed the host, threw it out or covered it, so the
 * person is to be told elsewhere. `elsewhere`: another document, or it went by itself. Injected as text: it uses nothing
 * from outside.
 */
export function lookForToast(nonce: string): 'held' | 'tampered' | 'elsewhere' {
  const held = globalThis.backchannelToast
  if (held?.nonce !== nonce) return 'elsewhere'
  if (held.tampered) return 'tampered'
  return held.host.isConnected ? 'held' : 'elsewhere'
}
