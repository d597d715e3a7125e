import type { EntryId, Seq } from '../../../protocol/entry.ts'

/** CSS pixels: how far from the end still counts as being there (fractions, a half line). */
const END_SLACK = 24

/** What a log shows. */
export interface Shown {
  /** seq of the first entry. */
  first: Seq
  /** seq of the last. */
  last: Seq
  /** The "New" line is before this seq. */
  unreadFrom: Seq | undefined
  /** id of the newest message of ours that waits. */
  queued: EntryId | undefined
}

/** Where the reader was when the log last changed or moved. */
export interface Position {
  shown: Shown
  height: number
  top: number
  atEnd: boolean
  /** The newest seq when the end was last in view. */
  endSeq: Seq
}

/** Of an element that scrolls, in CSS pixels. */
type Metrics = Pick<HTMLElement, 'scrollHeight' | 'scrollTop' | 'clientHeight'>

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: Metrics): boolean =>
  scrollHeight - scrollTop - clientHeight <= END_SLACK

/**
 * Where to go after a change; undefined: stay. Reading starts at the "New" line, else at the end. Someone at the end
 * stays there, and what they sent takes them there; for someone further up, older entries must not move what they read.
 * `touched`: they have scrolled, so that no new line draws them away.
 */
export function nextPlace(
  before: Position | undefined,
  shown: Shown,
  touched: boolean,
): 'start' | 'end' | 'hold' | undefined {
  if (before === undefined) return 'start'
  const lineAppeared = shown.unreadFrom !== undefined && before.shown.unreadFrom === undefined
  if (lineAppeared && !touched) return 'start'
  const sent = shown.queued !== undefined && shown.queued !== before.shown.queued
  if (before.atEnd || sent) return 'end'
  return shown.first < before.shown.first ? 'hold' : undefined
}

export function positionOf(log: Metrics, shown: Shown, before: Position | undefined): Position {
  const atEnd = isAtEnd(log)
  const unseen = before?.endSeq ?? (shown.unreadFrom ?? shown.last + 1) - 1
  return { shown, height: log.scrollHeight, top: log.scrollTop, atEnd, endSeq: atEnd ? shown.last : unseen }
}
