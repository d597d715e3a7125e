import { blurToast } from '../../content/blur-toast.ts'
import { focusToast } from '../../content/focus-toast.ts'
import { holdToast } from '../../content/hold-toast.ts'
import { lookForToast } from '../../content/look-for-toast.ts'
import { removeToast } from '../../content/remove-toast.ts'
import { revealToast } from '../../content/reveal-toast.ts'
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
    const unmount = (): void => void inject(tabId, removeToast, [nonce])
    return (await inject(tabId, holdToast, [toastAddress(), nonce, corner], unmount)) === 'held'
  },
  /** Gives the host its height in CSS pixels and makes it visible. False: it is gone. */
  reveal: async (tabId: number, nonce: string, height: number): Promise<boolean> =>
    (await inject(tabId, revealToast, [nonce, height, Date.now() + INJECT_WITHIN_MS])) === true,
  /** False: the host of this nonce was gone before. */
  unmount: async (tabId: number, nonce: string): Promise<boolean> =>
    (await inject(tabId, removeToast, [nonce])) === true,
  probe: async (tabId: number, nonce: string): Promise<Probed> => {
    const found = await inject(tabId, lookForToast, [nonce])
    return found === 'held' ? 'mounted' : (found ?? 'no answer')
  },
  /** False: there is no such toast. After true, `focus` is to be pushed to the frame. */
  focus: async (tabId: number, nonce: string): Promise<boolean> =>
    (await inject(tabId, focusToast, [nonce])) === true,
  /** The focus goes back to where it was in the page. */
  blur: async (tabId: number, nonce: string): Promise<void> => {
    await inject(tabId, blurToast, [nonce])
  },
}
