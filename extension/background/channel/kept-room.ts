import type { Entry, EntryId, LocalTime, PersonId, Seq } from '../../../protocol/entry.ts'
import type { CommandValue, Room } from '../../../protocol/up.ts'
import type { Journal, SavedRoom } from './journal.ts'
import { KEPT_MAX, lowAfter } from './kept-window.ts'
import type { SyncEffect } from './sync.ts'
import { countOthers, unreadRule } from './unread.ts'

/**
 * One room as it is on the disk, and what is unread in it. Each change is stored first, then visible. The caller makes one change
 * at a time.
 */
export interface KeptRoom {
  saved(): SavedRoom
  unread(): number
  recount(): Promise<void>
  /** Changes the room's own fields. */
  update(change: (room: SavedRoom) => SavedRoom): Promise<void>
  /** Adds entries `cursor + 1` and on. The value is the ids that left the outbox with them. */
  append(entries: Entry[]): Promise<EntryId[]>
  /** Replaces what is kept by the newest page. The value is the ids that left the outbox. */
  open(page: Extract<SyncEffect, { type: 'open' }>): Promise<EntryId[]>
  /** Drops what is kept: it belongs to another log. */
  reset(replacedAt: readonly LocalTime[]): Promise<void>
  /**
   * Adds the page of entries before `before`. The value is the page if it is not stored: it would be trimmed at once, or it does not
   * touch what is kept.
   */
  prepend(page: CommandValue<'range'>, before: Seq): Promise<Entry[] | undefined>
}

/** `me`: the id of the person. */
export function createKeptRoom(start: SavedRoom, journal: Journal, me: PersonId): KeptRoom {
  let saved = start
  let unread = 0

  async function recount(): Promise<void> {
    const { add, after } = unreadRule(saved)
    unread = add + (await journal.countOthers(saved.id, after))
  }

  return {
    saved: () => saved,
    unread: () => unread,
    recount,
    update: async (change) => {
      const next = change(saved)
      await journal.saveRoom(next)
      saved = next
      await recount()
    },
    append: async (entries) => {
      const cursor = entries.at(-1)?.seq ?? saved.cursor
      const low = lowAfter(saved.low, cursor)
      const next = { ...saved, cursor, low, base: await baseWithout(saved, low, journal) }
      const removed = await journal.apply(next, entries, me)
      saved = next
      unread += countOthers(entries, unreadRule(saved).after, me)
      return removed
    },
    open: async ({ logId, floor, entries }) => {
      const low = entries[0]?.seq ?? 1
      const next = { ...saved, logId, floor, low, cursor: entries.at(-1)?.seq ?? 0 }
      const removed = await journal.open(next, entries, me)
      saved = next
      await recount()
      return removed
    },
    reset: async (replacedAt) => {
      const next = { ...saved, ...nothingKept, reloaded: true, replacedAt }
      await journal.reset(next)
      saved = next
      unread = 0
    },
    prepend: async (page, before) => {
      // The log may have become another one meanwhile.
      if (saved.logId !== page.logId) return undefined
      const low = page.entries[0]?.seq ?? page.floor
      if (saved.low !== before || saved.cursor - low >= KEPT_MAX)
        return before <= saved.low ? page.entries : undefined
      const next = { ...saved, floor: page.floor, low }
      await journal.apply(next, page.entries, me)
      saved = next
      await recount()
      return undefined
    },
  }
}

/** Unread messages before `low` are about to be trimmed. They are counted for the last time. */
async function baseWithout(saved: SavedRoom, low: Seq, journal: Journal): Promise<SavedRoom['base']> {
  const { add, after } = unreadRule(saved)
  if (low - 1 <= after) return saved.base
  const trimmed = await journal.countOthers(saved.id, after, low - 1)
  return { seen: saved.seen, seq: low - 1, count: add + trimmed }
}

/** A read mark is a place in one log, so it goes with it; the server sends the one of the next log. */
const nothingKept = {
  logId: undefined,
  low: 1,
  cursor: 0,
  floor: 1,
  seen: 0,
  base: { seen: 0, seq: 0, count: 0 },
}

export const newRoom = (room: Room): SavedRoom => ({
  ...nothingKept,
  id: room.id,
  name: room.name,
  members: room.members,
  seen: room.seen,
  base: { seen: room.seen, seq: room.head, count: room.unread },
  reloaded: false,
})

/** A known room with what the server's list says of it. A read mark of another log is not compared with ours. */
export const relistRoom = (saved: SavedRoom, room: Room): SavedRoom => ({
  ...saved,
  name: room.name,
  members: room.members,
  base: { seen: room.seen, seq: room.head, count: room.unread },
  seen: saved.logId === room.logId ? Math.max(saved.seen, room.seen) : room.seen,
})
