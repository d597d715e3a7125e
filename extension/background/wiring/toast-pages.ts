import { blurToast } from '../../content/blur-toast.ts'
import { focusToast } from '../../content/focus-toast.ts'
import { mountToast } from '../../content/mount-toast.ts'
import { probeToast } from '../../content/probe-toast.ts'
import { revealToast } from '../../content/reveal-toast.ts'
import { unmountToast } from '../../content/unmount-toast.ts'
import type { Corner } from '../../shared/device-settings.ts'
import { inject, INJECT_WITHIN_MS } from '../../platform/injection.ts'
import { toastAddress } from '../../platform/open-chat.ts'
import type { Probed } from '../notifier/ports.ts'

/** The injected side of a toast. Each call settles within a time limit, whatever the page does; none rejects. */
export const toastPages = {
  /**
   * Puts the invisible host with its frame into the page, instead of any earlier one. False: that page cannot hold it,
   * or not in time; then nothing stays there.
   */
  mount: async (tabId: number, nonce: string, corner: Corner): Promise<boolean> => {
    const unmount = (): void => void inject(tabId, unmountToast, [nonce])
    return (await inject(tabId, mountToast, [toastAddress(), nonce, corner], unmount)) === 'mounted'
  },
  /** Gives the host its height in CSS pixels and makes it visible. False: it is gone. */
  reveal: async (tabId: number, nonce: string, height: number): Promise<boolean> =>
    (await inject(tabId, revealToast, [nonce, height, Date.now() + INJECT_WITHIN_MS])) === true,
  /** False: the host of this nonce was gone before. */
  unmount: async (tabId: number, nonce: string): Promise<boolean> =>
    (await inject(tabId, unmountToast, [nonce])) === true,
  probe: async (tabId: number, nonce: string): Promise<Probed> =>
    (await inject(tabId, probeToast, [nonce])) ?? 'no answer',
  /** False: there is no such toast. After true, `focus` is to be pushed to the frame. */
  focus: async (tabId: number, nonce: string): Promise<boolean> =>
    (await inject(tabId, focusToast, [nonce])) === true,
  /** The focus goes back to where it was in the page. */
  blur: async (tabId: number, nonce: string): Promise<void> => {
    await inject(tabId, blurToast, [nonce])
  },
}
