import type { VNode } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { keepLines } from '../messages/keep-lines.ts'
import { LogLine } from '../messages/log-line.tsx'
import { logLines, type LogLine as Line, type Shown } from '../messages/log-lines.ts'
import type { RowProps } from '../messages/message-row.tsx'

interface Drawing extends Omit<RowProps, 'line'> {
  saidCode: string | undefined
}

/** The lines of a log, drawn. A line of which nothing changed is the same element as before, which costs nothing to draw again. */
export function useLines(shown: Shown, props: Drawing) {
  const before = useRef<ReadonlyMap<string, Line>>(new Map())
  const lines = useMemo(() => {
    const now = keepLines(before.current, logLines(shown))
    before.current = new Map(now.map((line) => [line.key, line]))
    return now
  }, [shown.entries, shown.outbox, shown.me.id, shown.unreadFrom, shown.only])

  const { me, room, ask, writable, focus, acts, saidCode } = props
  const elements = useMemo(() => new WeakMap<Line, VNode>(), [me, room, ask, writable, focus, acts, saidCode])
  const drawn = lines.map((line) => {
    const element = elements.get(line) ?? <LogLine key={line.key} line={line} {...props} />
    elements.set(line, element)
    return element
  })
  const keys = useMemo(() => lines.flatMap(({ type, key }) => (type === 'message' ? [key] : [])), [lines])
  return { lines, drawn, keys }
}
