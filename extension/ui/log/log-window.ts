import type { Seq } from '../../../protocol/entry.ts'
import { indexAfter } from '../messages/log-rows.ts'

/** Rows that a log opens with: more than any window shows at once, and few enough for the first frame. */
const ROWS_FIRST = 50
/** Rows that come in at an edge with each step: about one height of the popup, drawn within a frame or two. */
const ROWS_STEP = 30
/** Rows that are drawn at most. With the rules for days between them the document holds fewer than 300 lines of a usual log. */
export const ROWS_MAX = 200

/** Which rows of a log are drawn, by their seqs, which stay as rows come before and after. */
export interface LogWindow {
  from: Seq
  /** Included; undefined: to the end of the log, with what comes. */
  to: Seq | undefined
}

export type WindowEvent =
  /** Rows came or went, and the person reads further up. */
  | { type: 'hold' }
  /** The person is at the end, or goes there. */
  | { type: 'end' }
  /** This row is to be in view. */
  | { type: 'show'; seq: Seq }
  /** The person comes near the first row that is drawn. `atEnd`: the last one is in view, and must stay drawn. */
  | { type: 'up'; atEnd: boolean }
  /** Near the last one. */
  | { type: 'down' }
  /** Back to where they were. */
  | { type: 'restore'; window: LogWindow }

type Rows = readonly { seq: Seq }[]

/** Indexes of the rows that are drawn: from, and up to, which is not among them. */
export interface Slice {
  from: number
  to: number
}

/** Of a window whose rows are gone, what is nearest. */
export function sliceOf(window: LogWindow, rows: Rows): Slice {
  const to = window.to === undefined ? rows.length : indexAfter(rows, window.to)
  return { from: Math.min(indexAfter(rows, window.from - 1), to), to }
}

function windowOf({ from, to }: Slice, rows: Rows): LogWindow {
  return { from: rows[Math.max(0, from)]?.seq ?? 0, to: to >= rows.length ? undefined : rows[to - 1]?.seq }
}

/** A log opens at its end. */
export const openWindow = (rows: Rows): LogWindow =>
  windowOf({ from: rows.length - ROWS_FIRST, to: rows.length }, rows)

/** So that the row is in view, with rows around it. */
function windowAround(seq: Seq, rows: Rows): LogWindow {
  const at = indexAfter(rows, seq) - 1
  const from = Math.max(0, at - ROWS_STEP)
  return windowOf({ from, to: Math.max(from + ROWS_FIRST, at + ROWS_STEP) }, rows)
}

export function stepWindow(window: LogWindow, event: WindowEvent, rows: Rows): LogWindow {
  const { from, to } = sliceOf(window, rows)
  switch (event.type) {
    case 'hold': {
      // Nobody sees the rows that come in below.
      if (to - from <= ROWS_MAX) return window
      return windowOf({ from, to: from + ROWS_MAX }, rows)
    }
    case 'end': {
      if (to < rows.length || from === to) return openWindow(rows)
      return to - from <= ROWS_MAX ? window : windowOf({ from: to - ROWS_MAX, to }, rows)
    }
    case 'show': {
      const at = indexAfter(rows, event.seq) - 1
      return at >= from && at < to ? window : windowAround(event.seq, rows)
    }
    case 'up': {
      const first = Math.max(0, from - ROWS_STEP)
      if (first === from) return window
      if (event.atEnd) return to - first <= ROWS_MAX ? windowOf({ from: first, to }, rows) : window
      return windowOf({ from: first, to: Math.min(to, first + ROWS_MAX) }, rows)
    }
    case 'restore':
      return event.window
    case 'down': {
      const last = Math.min(rows.length, to + ROWS_STEP)
      return last === to ? window : windowOf({ from: Math.max(from, last - ROWS_MAX), to: last }, rows)
    }
  }
}
