import type { DeviceSettings } from '../../shared/device-settings.ts'
import type { Clock } from '../clock.ts'
import type { FrontTab, Pages } from './ports.ts'
import { whyNoToast } from './present/find-place.ts'
import type { Presenter } from './present/presenter.ts'
import type { AlertStore } from './state/alert-store.ts'

/** A document that is loading takes nothing yet: the toast waits this often, and each time as long as a page may be busy. */
const WAITS_MAX = 4
const AGAIN_MS = 200

interface FollowDeps {
  store: AlertStore
  presenter: Presenter
  pages: Pages
  clock: Clock
  device(): DeviceSettings
}

/** Keeps the toast before the person. Each is called while it has the store for itself. */
export interface FollowTab {
  /** Another tab, window or program came to the front. */
  front(): Promise<void>
  /** The frame of this toast is gone. */
  lost(nonce: string): Promise<void>
}

export function createFollowTab({ store, presenter, pages, clock, device }: FollowDeps): FollowTab {
  /** For the document of which tab, how often, and what ends it. */
  let wait: { tabId: number; times: number; cancel(): void } | undefined

  /** False: it has waited for this document long enough. Its display time is paused meanwhile. */
  async function waits(tabId: number, then: () => Promise<void>): Promise<boolean> {
    const times = wait?.tabId === tabId ? wait.times + 1 : 1
    wait?.cancel()
    if (times > WAITS_MAX) return false
    const cancel = clock.after(AGAIN_MS, () => void store.oneAtATime(then).catch(() => undefined))
    wait = { tabId, times, cancel }
    await presenter.dispatch({ type: 'toast-behind' })
    return true
  }

  async function go(tab: FrontTab): Promise<void> {
    wait?.cancel()
    wait = undefined
    await presenter.moveTo(tab)
  }

  const canHold = (tab: FrontTab | undefined): tab is FrontTab =>
    tab !== undefined && whyNoToast(tab, device()) === undefined

  async function front(): Promise<void> {
    const { toast } = store.state()
    if (toast === undefined) return
    const tab = await pages.frontTab()
    if (tab?.tabId === toast.tabId) {
      // Pages load parts of themselves all the time; a card under the pointer, whose time is paused, would lose some of it.
      if (toast.clock.is === 'stopped') await presenter.dispatch({ type: 'toast-in-front' })
      return
    }
    // Where it cannot go it stays behind, and its time is paused until it is seen again.
    if (!canHold(tab)) return void (await presenter.dispatch({ type: 'toast-behind' }))
    const isLoading = (await pages.probe(tab.tabId, toast.nonce)) === 'no answer'
    if (isLoading && (await waits(tab.tabId, front))) return
    await go(tab)
  }

  async function lost(nonce: string): Promise<void> {
    const { toast } = store.state()
    if (toast?.nonce !== nonce) return
    const found = await pages.probe(toast.tabId, nonce)
    if (found === 'mounted') return
    if (found === 'tampered') return presenter.leaveToast('tampered')
    // The person went to another document, or closed the tab: it is shown where they are now.
    const tab = await pages.frontTab()
    // Between two documents Firefox says for a moment that the tab holds no page at all.
    const isLoading = found === 'no answer' && tab?.tabId === toast.tabId
    if (isLoading && (await waits(toast.tabId, () => lost(nonce)))) return
    // There is nowhere left where it could wait for them.
    if (!canHold(tab)) return presenter.leaveToast('goes')
    await go(tab)
  }

  return { front, lost }
}
