import type { Entry, Person, RoomId } from '../../../protocol/entry.ts'
import type { Journal, SavedRoom } from '../channel/journal.ts'
import { countOthers } from '../channel/unread.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { Notifier } from '../notifier/notifier.ts'
import { createSerialQueue } from '../serial-queue.ts'
import { createArrivalQueue, type Batch } from './arrival-queue.ts'

/** So many entries are read again at once. */
const READ_AGAIN = 50

interface ArrivalsDeps {
  notifier: Pick<Notifier, 'arrived' | 'caughtUp'>
  journal: Pick<Journal, 'entries'>
  local: Pick<LocalState, 'alertedUpTo'>
  me: () => Person | undefined
  /** As it is now; undefined: it is not the person's any more. */
  roomOf: (room: RoomId) => SavedRoom | undefined
  unreadIn: (room: RoomId) => number
}

/** What the channel has stored, on its way to the notifier: one after another, and all of it waits until `begin` has settled. */
export interface Arrivals {
  /**
   * Once, with the rooms as the journal has them. A worker can die after it has stored entries, and before the notifier has
   * admitted them. The channel of the next worker goes on behind them, so they arrive here, before anything new.
   */
  begin(rooms: SavedRoom[]): Promise<void>
  entries(room: SavedRoom, entries: Entry[], source: Batch['source']): void
  /** The newest entries where more was missed than is read: `count` unread messages lie before them. */
  skipped(room: SavedRoom, entries: Entry[], count: number): void
  caughtUp(): void
  /** Settles when the notifier has all that came, if `begin` was called. */
  idle(): Promise<void>
}

export function createArrivals(deps: ArrivalsDeps): Arrivals {
  const waiting = createArrivalQueue()
  const delivery = createDelivery(deps)
  const work = createSerialQueue()
  let begun = false

  /** What cannot be read or admitted is on the badge. It must not hold up what comes. */
  const deliver = (next: Batch | 'caught-up'): Promise<void> =>
    (next === 'caught-up' ? deps.notifier.caughtUp() : delivery.batch(next)).catch(() => undefined)

  async function deliverAll(): Promise<void> {
    let found = true
    while (found) found = await waiting.takeFirst(deliver)
  }

  function wake(): void {
    if (begun) void work.run(deliverAll)
  }

  return {
    begin: async (rooms) => {
      await work.run(async () => {
        for (const room of rooms) await deliverMissed(room, delivery, deps).catch(() => undefined)
      })
      begun = true
      wake()
    },
    entries: (room, entries, source) => {
      waiting.add(room, entries, source, 0)
      wake()
    },
    skipped: (room, entries, count) => {
      waiting.add(room, entries, 'catch-up', count)
      wake()
    },
    caughtUp: () => {
      waiting.caughtUp()
      wake()
    },
    idle: work.idle,
  }
}

/** Passes entries to the notifier. */
interface Delivery {
  entries(of: Pick<Batch, 'room' | 'source' | 'skipped'>, entries: Entry[]): Promise<void>
  /** Reads those that the batch does not have from the journal, a page at a time. */
  batch(batch: Batch): Promise<void>
}

function createDelivery({ notifier, journal, me, roomOf }: ArrivalsDeps): Delivery {
  const deliverEntries: Delivery['entries'] = async ({ room, source, skipped }, entries) => {
    const person = me()
    const { id, name, members, logId } = room
    if (person === undefined || logId === undefined || entries.length === 0) return
    const named = {
      id,
      name,
      members,
      // Read when the notifier decides: another device may have read it meanwhile.
      get readUpTo() {
        return roomOf(id)?.seen ?? 0
      },
    }
    await notifier.arrived({ room: named, logId, entries, source, me: person, skipped })
  }

  async function deliverBatch(batch: Batch): Promise<void> {
    if (batch.entries) return deliverEntries(batch, batch.entries)
    const { room, to } = batch
    for (let from = batch.from; from <= to; from += READ_AGAIN) {
      // The log may have become another one meanwhile.
      if (roomOf(room.id)?.logId !== room.logId) return
      const last = Math.min(to, from + READ_AGAIN - 1)
      const entries = await journal.entries(room.id, last + 1, last - from + 1)
      const newer = entries.filter(({ seq }) => seq >= from)
      await deliverEntries(batch, newer)
    }
  }

  return { entries: deliverEntries, batch: deliverBatch }
}

/** Entries of the room that the worker before this one has stored, and not admitted. */
async function deliverMissed(
  room: SavedRoom,
  delivery: Delivery,
  { journal, local, me, unreadIn }: ArrivalsDeps,
): Promise<void> {
  const { id, logId, low, cursor } = room
  if (logId === undefined) return
  const upTo = await local.alertedUpTo(logId)
  // 0: nothing of this log was admitted yet, so it is the first page. It has not arrived: it was there before this device
  // connected. Nor has a page that was loaded anew.
  if (upTo === 0 || upTo >= cursor) return
  const source = 'catch-up'
  if (upTo >= low - 1)
    return delivery.batch({ room, from: upTo + 1, to: cursor, source, entries: undefined, skipped: 0 })
  // More was missed than is read, and the worker died before the listener heard of it.
  const person = me()
  if (room.reloaded || person === undefined) return
  const entries = await journal.entries(id, cursor + 1, READ_AGAIN)
  const skipped = Math.max(0, unreadIn(id) - countOthers(entries, room.seen, person.id))
  await delivery.entries({ room, source, skipped }, entries)
}
