import type { VNode } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { keepLines } from '../messages/keep-lines.ts'
import { LogLine } from '../messages/log-line.tsx'
import {
  linesBetween,
  shownLog,
  type LogLine as Line,
  type Shown,
  type ShownLog,
} from '../messages/log-lines.ts'
import { createLogIndex } from '../messages/log-rows.ts'
import type { RowProps } from '../messages/message-row.tsx'

interface Drawing extends Omit<RowProps, 'line'> {
  saidCode: string | undefined
}

/** The log as it is shown, by what is held of it. A new entry costs as much as it is itself. */
export function useShownLog(shown: Shown): ShownLog {
  const { entries, outbox, me, unreadFrom, only } = shown
  const [index] = useState(createLogIndex)
  return useMemo(() => shownLog(index, shown), [entries, outbox, me.id, unreadFrom, only])
}

/**
 * The lines of the rows from index `from` up to `to`, drawn. A line of which nothing changed is the same element as before, which
 * costs nothing to draw again.
 */
export function useLines(log: ShownLog, from: number, to: number, props: Drawing) {
  const before = useRef<ReadonlyMap<string, Line>>(new Map())
  const lines = useMemo(() => {
    const now = keepLines(before.current, linesBetween(log, from, to))
    before.current = new Map(now.map((line) => [line.key, line]))
    return now
  }, [log, from, to])

  const { me, room, ask, writable, focus, acts, saidCode } = props
  const elements = useMemo(() => new WeakMap<Line, VNode>(), [me, room, ask, writable, focus, acts, saidCode])
  const drawn = lines.map((line) => {
    const element = elements.get(line) ?? <LogLine key={line.key} line={line} {...props} />
    elements.set(line, element)
    return element
  })
  const keys = useMemo(() => lines.flatMap(({ type, key }) => (type === 'message' ? [key] : [])), [lines])
  return { drawn, keys }
}
