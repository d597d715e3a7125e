import type {} from './hold-toast.ts'

/**
 * Takes the host away if it is still the one of this toast, and settles when it is gone: false if it was gone before, with
 * its page or by its own clock. Injected as text: it uses
 * nothing from outside.
 */
export async function removeToast(nonce: string): Promise<boolean> {
  const held = globalThis.backchannelToast
  if (held?.nonce !== nonce) return false
  const wasThere = held.host.isConnected
  globalThis.backchannelToast = undefined
  const still = document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches
  if (held.revealed && !still) {
    held.host.style.setProperty('transition-duration', '120ms, 120ms, 0s', 'important')
    held.host.style.setProperty('opacity', '0', 'important')
    held.host.style.setProperty('pointer-events', 'none', 'important')
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 120)
      // In a tab that is being left timers slow down to seconds.
      document.addEventListener('visibilitychange', () => resolve(), { once: true })
    })
  }
  held.host.remove()
  return wasThere
}
