import type {} from './hold-toast.ts'

/**
 * Takes the host away if it is still the one of this toast, and settles when it is gone: false if it was gone before, with
 * its page or by its own clock. Injected as text: it uses nothing from outside.
 */
export async function removeToast(nonce: string): Promise<boolean> {
  const held = globalThis.backchannelToast
  if (held?.nonce !== nonce) return false
  const wasThere = held.host.isConnected
  globalThis.backchannelToast = undefined
  held.giveBack()
  const still = document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches
  if (held.revealed && wasThere && !still) {
    held.set('transition-duration', '120ms, 120ms, 0s')
    held.set('opacity', '0')
    held.set('pointer-events', 'none')
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 120)
      // In a tab that is being left timers slow down to seconds.
      document.addEventListener('visibilitychange', () => resolve(), { once: true })
    })
  }
  held.end()
  return wasThere
}
