import { useEffect, useRef, useState } from 'preact/hooks'
import type { Seq } from '../../../protocol/entry.ts'
import { openWindow, sliceOf, stepWindow, type LogWindow, type WindowEvent } from './log-window.ts'

type Rows = readonly { seq: Seq }[]

/** Which rows of a log are drawn. `event`: what this change of the log is to the window; undefined: nothing is known of it yet. */
export function useDrawnRows(rows: Rows, event: WindowEvent | undefined) {
  const drawn = useRef<LogWindow | undefined>(undefined)
  const afterwards = useRef<(() => void) | undefined>(undefined)
  const [moves, setMoves] = useState(0)
  const [settled, setSettled] = useState(0)
  useEffect(() => setSettled(moves), [moves])

  if (event !== undefined) drawn.current = stepWindow(drawn.current ?? openWindow(rows), event, rows)
  const { from, to } = sliceOf(drawn.current ?? { from: 0, to: undefined }, rows)
  return {
    /** By index; `to` is not among them. */
    from,
    to,
    window: drawn.current,
    /** Rows come in or go because the person moves; lasts until they have been drawn. */
    moving: moves !== settled,
    moves,
    /** Draws another part of the log, and then calls `then`. False: it is drawn already. */
    draw: (next: WindowEvent, then?: () => void): boolean => {
      const before = drawn.current
      // What waits for rows is done first: they might be dropped again.
      if (before === undefined || afterwards.current !== undefined) return false
      drawn.current = stepWindow(before, next, rows)
      if (drawn.current === before) return false
      afterwards.current = then
      setMoves((count) => count + 1)
      return true
    },
    /** Calls what waits for rows that have been drawn. */
    finish: () => {
      const then = afterwards.current
      afterwards.current = undefined
      then?.()
    },
  }
}
