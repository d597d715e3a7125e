import type {} from './hold-toast.ts'

/**
 * Gives the host its height and makes it visible; false if it is gone, or if the page was so busy that it is past
 * `deadline` (ms since 1970), when the background has given it up. Injected as text: it uses nothing from outside.
 */
export function revealToast(nonce: string, height: number, deadline: number): boolean {
  const held = globalThis.backchannelToast
  if (held?.nonce !== nonce || !held.host.isConnected || Date.now() > deadline) return false
  held.resize(height)
  if (held.revealed) return true
  held.revealed = true
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
    held.set('transition-duration', '160ms, 160ms, 0s')
  }
  held.set('opacity', '1')
  held.set('translate', 'none')
  held.set('pointer-events', 'auto')
  return true
}
