import type { ConnectedUntil } from './connected-until.ts'
import type { RoomSync } from './room-sync.ts'

/** When all that is known of has been applied, and when a catch-up has ended. */
export interface CatchUp {
  /** Connected and level in every room; one that was stopped is not waited for. */
  isLevel(): boolean
  /** Something that was missed has been read. */
  filled(): void
  /** A room's newest page stands for what was missed; settles when it has been told. Until then nothing has ended. */
  skipped(telling: Promise<void>): void
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
  let telling = 0

  const isLevel = (): boolean =>
    isConnected() && telling === 0 && [...rooms()].every((room) => room.level() || room.stopped())

  function endFilling(): void {
    if (filling) caughtUp()
    filling = false
  }

  function settled(): void {
    if (!isLevel()) return
    endFilling()
    connectedUntil.level()
  }

  return {
    isLevel,
    filled: () => {
      filling = true
    },
    skipped: (told) => {
      filling = true
      telling += 1
      void told.then(() => {
        telling -= 1
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
