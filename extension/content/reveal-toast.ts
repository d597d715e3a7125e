import { resizeHost } from './host.ts'
import { mountedToast } from './mounted-toast.ts'
import { setPanel } from './panel.ts'

/**
 * Gives the host its height and makes it visible; false if it is gone, or if the page was so busy that it is past
 * `deadline` (ms since 1970), when the background has given it up.
 */
export function revealToast(nonce: string, height: number, deadline: number): boolean {
  const toast = mountedToast(nonce)
  if (toast?.host.isConnected !== true || Date.now() > deadline) return false
  resizeHost(toast, height)
  if (toast.revealed) return true
  toast.revealed = true
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
    setPanel(toast.panel, { 'transition-duration': '160ms, 160ms, 0s' })
  setPanel(toast.panel, { opacity: '1', translate: 'none', 'pointer-events': 'auto' })
  return true
}
