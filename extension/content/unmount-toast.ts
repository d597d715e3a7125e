import { giveBackFocus } from './focus.ts'
import { mountedToast } from './mounted-toast.ts'
import { setPanel } from './panel.ts'

const FADE_MS = 120

/**
 * Removes the host if it is still the one of this toast, and settles when it is gone: false if it was gone before, with
 * its page or by its own clock.
 */
export async function unmountToast(nonce: string): Promise<boolean> {
  const toast = mountedToast(nonce)
  if (toast === undefined) return false
  const { host, panel, revealed } = toast
  const wasThere = host.isConnected
  globalThis.backchannelToast = undefined
  giveBackFocus(toast)
  const isStill = document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches
  if (revealed && wasThere && !isStill) {
    setPanel(panel, {
      'transition-duration': `${FADE_MS}ms, ${FADE_MS}ms, 0s`,
      opacity: '0',
      'pointer-events': 'none',
    })
    await new Promise<void>((resolve) => {
      setTimeout(resolve, FADE_MS)
      // In a tab that is being left timers slow down to seconds.
      document.addEventListener('visibilitychange', () => resolve(), { once: true })
    })
  }
  toast.end()
  return wasThere
}
