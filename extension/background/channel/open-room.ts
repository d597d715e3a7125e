import type { Entry, PersonId } from '../../../protocol/entry.ts'
import type { CatchUp } from './catch-up.ts'
import type { Clock } from '../clock.ts'
import type { Journal, SavedRoom } from './journal.ts'
import type { ChannelListener } from './listener.ts'
import type { Outbox } from './outbox.ts'
import { createPageReader, type ReadRange } from './page-reader.ts'
import { createPushBudget } from './push-budget.ts'
import { createRoomSync, type RoomSync } from './room-sync.ts'
import type { Transport } from './transport.ts'
import { countOthers } from './unread.ts'

export interface OpenRoomDeps {
  journal: Journal
  clock: Clock
  /** The id of the person. */
  me: PersonId
  send: Transport['send']
  outbox: Pick<Outbox, 'removed' | 'forgetAcknowledged' | 'confirmed'>
  catchUp: Pick<CatchUp, 'filled' | 'skipped' | 'settled'>
  listener: Pick<ChannelListener, 'entries' | 'skipped' | 'opened' | 'rooms'>
  /** Asks the server for the list of rooms. Settles when the answer has been taken, or there was none. */
  refreshRooms: () => Promise<void>
}

/** Opens rooms that share one page reader and one budget, and reports what happens in them to outbox, catch-up and listener. */
export function createOpenRoom(deps: OpenRoomDeps): (saved: SavedRoom) => RoomSync {
  const { journal, clock, me, outbox, catchUp, listener } = deps
  const range: ReadRange = (input) => deps.send('range', input)
  const shared = {
    journal,
    clock,
    me,
    range,
    pages: createPageReader(range, clock),
    budget: createPushBudget(),
  }

  /** Waits for the server's count: what was skipped is counted nowhere else. */
  async function reportSkipped(room: RoomSync, entries: Entry[]): Promise<void> {
    await deps.refreshRooms()
    const here = countOthers(entries, room.saved().seen, me)
    listener.skipped(room.saved(), entries, Math.max(0, room.unread() - here))
  }

  return (saved) => {
    const room: RoomSync = createRoomSync(saved, {
      ...shared,
      applied: (entries, via, removed) => {
        outbox.removed(removed)
        if (via === 'fill') catchUp.filled()
        listener.entries(room.saved(), entries, via)
        listener.rooms()
      },
      opened: (removed, skipped) => {
        outbox.removed(removed)
        if (skipped) catchUp.skipped(reportSkipped(room, skipped))
        listener.opened(saved.id)
        listener.rooms()
      },
      reset: () => {
        outbox.forgetAcknowledged(saved.id)
        void deps.refreshRooms()
      },
      stopped: listener.rooms,
      settled: () => {
        outbox.confirmed(saved.id)
        catchUp.settled()
      },
    })
    return room
  }
}
