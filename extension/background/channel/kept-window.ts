import type { Seq } from '../../../protocol/entry.ts'

/** So many entries of a room are kept, the newest. A gap of more than that is not read: the room opens at its newest page. */
export const KEPT_MAX = 10_000
/** More than a page, so that it ends; few enough that a transaction stays short after an older version has kept more. */
const TRIMMED_AT_ONCE = 1_000

/** The first seq to keep when entries up to `cursor` are added. What is before it goes in the same transaction. */
export const lowAfter = (low: Seq, cursor: Seq): Seq =>
  Math.max(low, Math.min(cursor - KEPT_MAX + 1, low + TRIMMED_AT_ONCE))
