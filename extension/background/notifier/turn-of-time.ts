import type { Attention } from './attention-now.ts'
import { afterTime, nextMoment } from './board-changes.ts'
import type { Board } from './board.ts'
import type { Desk } from './desk.ts'
import { raiseDigest } from './digest-alert.ts'
import { mayRing } from './rules/urgent-limit.ts'
import type { Screen } from './screen.ts'
import type { Clock } from './toast-slot.ts'

interface TurnOfTimeDeps {
  desk: Desk
  screen: Screen
  clock: Clock
  /** A new card makes a sound. */
  rings(): boolean
  isShowing(room: string): boolean
  attention: Attention
  settings(): { agreed: boolean; stay: number | null; now: number }
}

/** What happens on the board because time passes: repetitions, digests, cards that only say something for a moment. */
export interface TurnOfTime {
  /** Waits for the next moment of the board as it is now. Call it at each change, and at the start. */
  arm(): void
  /** In a turn of the desk: a catch-up has ended. */
  tellMissed(): Promise<void>
}

export function createTurnOfTime({ desk, screen, clock, ...deps }: TurnOfTimeDeps): TurnOfTime {
  let cancel: (() => void) | undefined

  function arm(): void {
    cancel?.()
    const moment = nextMoment(desk.board())
    cancel =
      moment === undefined
        ? undefined
        : clock.after(Math.max(moment - clock.now(), 0), () => void desk.inTurn(pass).catch(() => undefined))
  }

  async function pass(): Promise<void> {
    const { agreed, now } = deps.settings()
    const { board, again } = afterTime(desk.board(), now, agreed)
    const due = (['missed', 'flooded'] as const).filter((which) => (board[which].due ?? Infinity) <= now)
    await tell(board, due, again)
    // A timer may come early, and then nothing has changed.
    arm()
  }

  async function tell(board: Board, which: ('missed' | 'flooded')[], again: string[]): Promise<void> {
    const fresh = [...again]
    let next = board
    for (const one of which) {
      const { isShowing, attention } = deps
      const raised = raiseDigest(next, one, { ...deps.settings(), isShowing, attention })
      next = raised.board
      fresh.push(...raised.fresh)
    }
    const rings = fresh.length > again.length || mayRing(next.rang, deps.settings().now)
    if (rings && again.length > 0) next = { ...next, rang: deps.settings().now }
    if (fresh.length > 0) await screen.raise(next, fresh, rings && deps.rings())
    else await screen.change(next)
  }

  return {
    arm,
    tellMissed: async () => {
      if (desk.board().missed.rooms.length > 0) await tell(desk.board(), ['missed'], [])
    },
  }
}
