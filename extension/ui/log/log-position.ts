import type { EntryId, Seq } from '../../../protocol/entry.ts'

/** CSS pixels: how far from the end still counts as being there (fractions, a half line). */
const END_SLACK = 24

/** What a log shows. */
export interface Shown {
  /** seq of the last entry. */
  last: Seq
  /** The "New" line is before this seq. */
  unreadFrom: Seq | undefined
  /** id of the newest message of ours that waits. */
  queued: EntryId | undefined
}

/** Where the reader was when the log last changed or moved. */
export interface Position {
  shown: Shown
  top: number
  atEnd: boolean
  /** The newest seq when the end was last in view. */
  endSeq: Seq
}

/** Of an element that scrolls, in CSS pixels. */
type Metrics = Pick<HTMLElement, 'scrollHeight' | 'scrollTop' | 'clientHeight'>

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: Metrics): boolean =>
  scrollHeight - scrollTop - clientHeight <= END_SLACK

export type Place = 'start' | 'end' | 'hold'

/**
 * Where to go with a change. Reading starts at the "New" line, else at the end. Someone at the end stays there, and what they
 * sent takes them there; for someone further up, what they read stays where it is. `touched`: they have scrolled, so that no
 * new line draws them away.
 */
export function nextPlace(before: Position | undefined, shown: Shown, touched: boolean): Place {
  if (before === undefined) return 'start'
  const lineAppeared = shown.unreadFrom !== undefined && before.shown.unreadFrom === undefined
  if (lineAppeared && !touched) return 'start'
  const sent = shown.queued !== undefined && shown.queued !== before.shown.queued
  return before.atEnd || sent ? 'end' : 'hold'
}

/** `endDrawn`: the last row of the log is in the document. */
export function positionOf(
  log: Metrics,
  shown: Shown,
  before: Position | undefined,
  endDrawn: boolean,
): Position {
  const atEnd = endDrawn && isAtEnd(log)
  const unseen = before?.endSeq ?? (shown.unreadFrom ?? shown.last + 1) - 1
  return { shown, top: log.scrollTop, atEnd, endSeq: atEnd ? shown.last : unseen }
}
