import type { Entry, Seq } from '../../../protocol/entry.ts'
import type { SavedRoom } from '../channel/journal.ts'

/** What waits for the notifier beyond this is read from the journal again when its turn comes: characters of JSON. */
const HELD_MAX = 1024 * 1024

/** Entries of one room, ascending. Without `entries` they are in the journal. */
export interface Batch {
  room: SavedRoom
  from: Seq
  to: Seq
  source: 'live' | 'catch-up'
  entries: Entry[] | undefined
  /** Unread messages before them that are not in the cache. */
  skipped: number
}

/** What waits for the notifier, in order. A notifier that is slower than the server must not fill the memory. */
export interface ArrivalQueue {
  add(room: SavedRoom, entries: Entry[], source: Batch['source'], skipped: number): void
  caughtUp(): void
  /** Calls `use` with the first and waits for it; until then its entries count as held. False: nothing waits. */
  takeFirst(use: (first: Batch | 'caught-up') => Promise<void>): Promise<boolean>
}

export function createArrivalQueue(): ArrivalQueue {
  const waiting: { batch: Batch | 'caught-up'; size: number }[] = []
  let held = 0

  /** Joins it with the last batch of its room, if the journal has both, one after the other. */
  function extendLast(next: Batch): boolean {
    const last = waiting.map(({ batch }) => batch).findLast((batch) => isOf(batch, next.room))
    if (last === undefined || last.entries !== undefined || !follows(last, next)) return false
    Object.assign(last, { room: next.room, to: next.to })
    return true
  }

  return {
    add: (room, entries, source, skipped) => {
      const [from, to] = [entries[0]?.seq, entries.at(-1)?.seq]
      if (from === undefined || to === undefined) return
      const size = JSON.stringify(entries).length
      const batch = { room, from, to, source, skipped }
      if (held + size <= HELD_MAX) {
        held += size
        waiting.push({ batch: { ...batch, entries }, size })
        return
      }
      const inJournal: Batch = { ...batch, entries: undefined }
      if (!extendLast(inJournal)) waiting.push({ batch: inJournal, size: 0 })
    },
    caughtUp: () => void waiting.push({ batch: 'caught-up', size: 0 }),
    takeFirst: async (use) => {
      const first = waiting.shift()
      if (first === undefined) return false
      await use(first.batch).finally(() => {
        held -= first.size
      })
      return true
    },
  }
}

const isOf = (batch: Batch | 'caught-up', room: SavedRoom): batch is Batch =>
  batch !== 'caught-up' && batch.room.id === room.id

const follows = (last: Batch, next: Batch): boolean =>
  last.to + 1 === next.from && last.source === next.source && last.room.logId === next.room.logId
