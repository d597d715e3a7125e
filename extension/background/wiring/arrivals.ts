import type { Entry, Person } from '../../../protocol/entry.ts'
import type { Journal, SavedRoom } from '../channel/journal.ts'
import { countOthers } from '../channel/unread.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { Notifier } from '../notifier/notifier.ts'

/** What waits for the notifier beyond this is read from the journal again when its turn comes: characters of JSON. */
const HELD_MAX = 1024 * 1024
/** So many entries are read again at once. */
const READ_AGAIN = 50

interface ArrivalsDeps {
  notifier: Pick<Notifier, 'arrived' | 'caughtUp'>
  journal: Pick<Journal, 'entries'>
  local: Pick<LocalState, 'alertedUpTo'>
  me: () => Person | undefined
  /** As it is now; undefined: it is not the person's any more. */
  roomOf: (room: string) => SavedRoom | undefined
  unreadIn: (room: string) => number
}

type Source = 'live' | 'catch-up'

/** Entries of one room, ascending. Without `entries` they are in the journal. */
interface Batch {
  room: SavedRoom
  from: number
  to: number
  source: Source
  entries: Entry[] | undefined
  /** Unread messages before them that are not in the cache. */
  skipped: number
  size: number
}

/** What the channel has stored, on its way to the notifier: one after another, and all of it waits until `begin` has settled. */
export interface Arrivals {
  /**
   * Once, with the rooms as the journal has them. A worker that dies after it has stored entries, and before they were
   * considered, is followed by one whose channel goes on behind them: they are told of here, before anything new.
   */
  begin(rooms: SavedRoom[]): Promise<void>
  entries(room: SavedRoom, entries: Entry[], source: Source): void
  /** The newest entries where more was missed than is read: `count` unread messages lie before them. */
  skipped(room: SavedRoom, entries: Entry[], count: number): void
  caughtUp(): void
}

export function createArrivals({ notifier, journal, local, me, roomOf, unreadIn }: ArrivalsDeps): Arrivals {
  const waiting: (Batch | 'caught-up')[] = []
  let held = 0
  let begun = false
  let running = false

  async function arrived(batch: Batch, entries: Entry[]): Promise<void> {
    const person = me()
    const { id, name, members, logId } = batch.room
    if (person === undefined || logId === undefined || entries.length === 0) return
    // Looked up when it is decided: it may have been read on another device meanwhile.
    const room = {
      id,
      name,
      members,
      get readUpTo() {
        return roomOf(id)?.seen ?? 0
      },
    }
    const { source, skipped } = batch
    await notifier.arrived({ room, logId, entries, source, me: person, skipped })
  }

  async function tell(batch: Batch): Promise<void> {
    if (batch.entries) return arrived(batch, batch.entries)
    const { room, to } = batch
    for (let from = batch.from; from <= to; from += READ_AGAIN) {
      // The log may have become another one meanwhile.
      if (roomOf(room.id)?.logId !== room.logId) return
      const last = Math.min(to, from + READ_AGAIN - 1)
      const entries = await journal.entries(room.id, last + 1, last - from + 1)
      await arrived(
        batch,
        entries.filter(({ seq }) => seq >= from),
      )
    }
  }

  /** What cannot be read or told is on the badge; it must not hold up what comes. */
  async function run(): Promise<void> {
    if (running || !begun) return
    running = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (next === 'caught-up') await notifier.caughtUp().catch(() => undefined)
      else {
        await tell(next).catch(() => undefined)
        held -= next.size
      }
    }
    running = false
  }

  function add(room: SavedRoom, entries: Entry[], source: Source, skipped: number): void {
    const [from, to] = [entries[0]?.seq, entries.at(-1)?.seq]
    if (from === undefined || to === undefined) return
    const size = JSON.stringify(entries).length
    const fits = held + size <= HELD_MAX
    const before = fits
      ? undefined
      : waiting.findLast((one) => one !== 'caught-up' && one.room.id === room.id)
    const follows = before !== undefined && before !== 'caught-up' && before.entries === undefined
    if (follows && before.to + 1 === from && before.source === source && before.room.logId === room.logId) {
      Object.assign(before, { room, to })
    } else {
      held += fits ? size : 0
      const kept = fits ? entries : undefined
      waiting.push({ room, from, to, source, skipped, entries: kept, size: fits ? size : 0 })
    }
    void run()
  }

  async function again(room: SavedRoom): Promise<void> {
    const { logId, low, cursor } = room
    if (logId === undefined) return
    const upTo = await local.alertedUpTo(logId)
    // 0: of this log nothing was considered yet, it is the first page. It has not arrived: it was there before this device
    // looked. Nor has a page that was loaded anew.
    if (upTo === 0 || upTo >= cursor) return
    if (upTo < low - 1) return room.reloaded ? undefined : skippedAgain(room)
    const of = { room, from: upTo + 1, to: cursor, source: 'catch-up' as const }
    await tell({ ...of, entries: undefined, skipped: 0, size: 0 })
  }

  /** What is kept begins behind what was considered: more was missed than is read, and the worker died before it said so. */
  async function skippedAgain(room: SavedRoom): Promise<void> {
    const person = me()
    if (person === undefined) return
    const entries = await journal.entries(room.id, room.cursor + 1, READ_AGAIN)
    const here = countOthers(entries, room.seen, person.id)
    const skipped = Math.max(0, unreadIn(room.id) - here)
    const { low: from, cursor: to } = room
    await arrived({ room, from, to, source: 'catch-up', entries, skipped, size: 0 }, entries)
  }

  return {
    begin: async (rooms) => {
      for (const room of rooms) await again(room).catch(() => undefined)
      begun = true
      void run()
    },
    entries: (room, entries, source) => add(room, entries, source, 0),
    skipped: (room, entries, count) => add(room, entries, 'catch-up', count),
    caughtUp: () => {
      waiting.push('caught-up')
      void run()
    },
  }
}
