import { spend } from './board-changes.ts'
import type { Board } from './board.ts'
import type { Desk } from './desk.ts'
import type { Screen } from './screen.ts'
import type { Clock, Pages } from './toast-slot.ts'

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
  const timed = (board: Board, since: number | null): Board => ({
    ...board,
    toast: board.toast && { ...board.toast, since: board.toast.pinned === undefined ? since : null },
  })

  async function front(): Promise<void> {
    const { toast } = desk.board()
    if (toast === undefined) return
    const tab = await pages.frontTab()
    const spent = spend(desk.board(), clock.now())
    if (tab?.tabId === toast.tabId) return screen.change(timed(spent, clock.now()))
    // Where it cannot go it stays behind, and its time stands still until it is seen again.
    if (tab === undefined || screen.whyNot(tab) !== undefined) return screen.change(timed(spent, null))
    await screen.moveTo(tab, spent)
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
    if (tab !== undefined && screen.whyNot(tab) === undefined) await screen.moveTo(tab, spent)
    else await screen.change({ ...spent, toast: undefined })
  }

  return { front, lost }
}
