import { mountedToast } from './mounted-toast.ts'

/**
 * What is left of a toast whose frame's port has ended. `tampered`: the page changed, removed or covered the host, so the alert
 * has to be shown elsewhere. `elsewhere`: another document is here, or the host went by itself.
 */
export function probeToast(nonce: string): 'mounted' | 'tampered' | 'elsewhere' {
  const toast = mountedToast(nonce)
  if (toast === undefined) return 'elsewhere'
  if (toast.tampered) return 'tampered'
  return toast.host.isConnected ? 'mounted' : 'elsewhere'
}
