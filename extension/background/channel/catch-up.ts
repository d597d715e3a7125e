import type { ConnectedUntil } from './connected-until.ts'
import type { RoomSync } from './room-sync.ts'

/** When all that is known of has been applied, and when a catch-up has ended. */
export interface CatchUp {
  /** Connected and caught up in every room; one that was stopped is not waited for. */
  isCaughtUp(): boolean
  /** Something that was missed has been read. */
  filled(): void
  /** A room opened at its newest page instead of reading what was missed. The catch-up does not end before `reported` settles. */
  skipped(reported: Promise<void>): void
  /** A room has dealt with something. */
  settled(): void
  /** The connection ended, and with it the catch-up. */
  ended(): void
}

interface CatchUpDeps {
  rooms: () => Iterable<RoomSync>
  isConnected: () => boolean
  connectedUntil: ConnectedUntil
  /** No more `fill` belongs to those before. */
  caughtUp: () => void
}

export function createCatchUp({ rooms, isConnected, connectedUntil, caughtUp }: CatchUpDeps): CatchUp {
  let filling = false
  let unreported = 0

  const isCaughtUp = (): boolean =>
    isConnected() && unreported === 0 && [...rooms()].every((room) => room.caughtUp() || room.stopped())

  function endFilling(): void {
    if (filling) caughtUp()
    filling = false
  }

  function settled(): void {
    if (!isCaughtUp()) return
    endFilling()
    connectedUntil.caughtUp()
  }

  return {
    isCaughtUp,
    filled: () => {
      filling = true
    },
    skipped: (reported) => {
      filling = true
      unreported += 1
      void reported.then(() => {
        unreported -= 1
        settled()
      })
    },
    settled,
    ended: () => {
      connectedUntil.ended()
      endFilling()
    },
  }
}
