import { countsAsUnread } from '../../../protocol/entry-kinds.ts'
import type { Entry, PersonId, Seq } from '../../../protocol/entry.ts'
import type { SavedRoom } from './journal.ts'

/**
 * From which seq on the kept messages are counted, and what is added to that: derived from the log each time, never
 * counted up and down. While the read mark is where the server counted from, its count is right for what it saw;
 * afterwards all that is unread lies in what is kept, or the count of it is the best that is known.
 */
export function unreadRule(room: SavedRoom): { add: number; after: Seq } {
  if (room.base.seen === room.seen && room.base.seq >= room.seen) {
    return { add: room.base.count, after: room.base.seq }
  }
  return { add: 0, after: room.seen }
}

/** Other people's messages after `after`, but those of priority 1, which are for the log only (SPEC 7.2). */
export const countOthers = (entries: Entry[], after: Seq, me: PersonId): number =>
  entries.filter((entry) => entry.seq > after && isUnreadFor(entry, me)).length

/** It is unread for `me` while it lies after the read mark, also when it was deleted (SPEC 2.11). */
export const isUnreadFor = (entry: Entry, me: PersonId): boolean =>
  entry.author.id !== me && countsAsUnread(entry)
