import type { Entry, PersonId, Seq } from '../../../protocol/entry.ts'
import type { RoomState } from '../../shared/view.ts'
import { firstUnread } from '../messages/log-lines.ts'

/** Where the "New" line is while a room is shown. It is frozen on opening and goes when the room is left. */
export interface UnreadMark {
  /** The read mark on opening; undefined until the room is known. */
  seq: Seq | undefined
  /** The line is before this seq. */
  unreadFrom: Seq | undefined
}

export const noMark: UnreadMark = { seq: undefined, unreadFrom: undefined }

/**
 * `live`: the person looks at the end of the log, so that what arrives is read as it comes and needs no line,
 * unless there is one already.
 */
export function nextMark(
  mark: UnreadMark,
  entries: Entry[],
  state: RoomState,
  me: PersonId,
  live: boolean,
): UnreadMark {
  if (mark.seq === undefined && state.loading) return mark
  const before = mark.seq ?? state.seen
  const seq =
    live && mark.seq !== undefined && mark.unreadFrom === undefined ? (entries.at(-1)?.seq ?? before) : before
  return { seq, unreadFrom: firstUnread(entries, seq, me) }
}
