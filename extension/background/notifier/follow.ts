import { runsFrom, spend } from './board-changes.ts'
import type { Board } from './board.ts'
import type { Desk } from './desk.ts'
import type { Screen } from './screen.ts'
import type { Clock, FrontTab, Pages } from './toast-slot.ts'

/** A document that is loading takes nothing yet: the toast waits this often, and each time as long as a page may be busy. */
const WAITS_MAX = 4
const AGAIN_MS = 200

interface FollowDeps {
  desk: Desk
  screen: Screen
  pages: Pages
  clock: Clock
}

/** Keeps the toast before the person. Each is called in a turn of the desk. */
export interface Follow {
  /** Another tab, window or program came to the front. */
  front(): Promise<void>
  /** The frame of this toast is gone. */
  lost(nonce: string): Promise<void>
}

export function createFollow({ desk, screen, pages, clock }: FollowDeps): Follow {
  const timed = (board: Board, from: number | null): Board => ({
    ...board,
    toast: board.toast && { ...board.toast, since: from === null ? null : runsFrom(board.toast, from) },
  })

  /** For the document of which tab, how often, and what ends it. */
  let wait: { tabId: number; times: number; cancel(): void } | undefined

  /** False: it has waited for this document long enough. Its time stands still meanwhile. */
  async function waits(tabId: number, then: () => Promise<void>, board: Board): Promise<boolean> {
    const times = wait?.tabId === tabId ? wait.times + 1 : 1
    wait?.cancel()
    if (times > WAITS_MAX) return false
    wait = {
      tabId,
      times,
      cancel: clock.after(AGAIN_MS, () => void desk.inTurn(then).catch(() => undefined)),
    }
    await screen.change(timed(board, null))
    return true
  }

  async function go(tab: FrontTab, board: Board): Promise<void> {
    wait?.cancel()
    wait = undefined
    await screen.moveTo(tab, board)
  }

  async function front(): Promise<void> {
    const { toast } = desk.board()
    if (toast === undefined) return
    const tab = await pages.frontTab()
    // Pages load parts of themselves all the time; a card under the pointer, whose time stands still, would lose some of it.
    if (tab?.tabId === toast.tabId && toast.since !== null) return
    const spent = spend(desk.board(), clock.now())
    if (tab?.tabId === toast.tabId) return screen.change(timed(spent, clock.now()))
    // Where it cannot go it stays behind, and its time stands still until it is seen again.
    if (tab === undefined || screen.whyNot(tab) !== undefined) return screen.change(timed(spent, null))
    const isLoading = (await pages.look(tab.tabId, toast.nonce)) === 'no answer'
    if (isLoading && (await waits(tab.tabId, front, spent))) return
    await go(tab, spent)
  }

  async function lost(nonce: string): Promise<void> {
    const { toast } = desk.board()
    if (toast?.nonce !== nonce) return
    const found = await pages.look(toast.tabId, nonce)
    if (found === 'held') return
    const spent = spend(desk.board(), clock.now())
    if (found === 'tampered') return screen.leavePage(spent)
    // The person went to another document, or closed the tab: it is shown where they are now.
    const tab = await pages.frontTab()
    // Between two documents Firefox says for a moment that the tab holds no page at all.
    const isLoading = found === 'no answer' && tab?.tabId === toast.tabId
    if (isLoading && (await waits(toast.tabId, () => lost(nonce), spent))) return
    // There is nowhere left where it could wait for them.
    if (tab === undefined || screen.whyNot(tab) !== undefined) return screen.leaveToast(spent)
    await go(tab, spent)
  }

  return { front, lost }
}
