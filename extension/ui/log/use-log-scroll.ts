import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { nextPlace, positionOf, type Position, type Shown } from './log-position.ts'

/** CSS pixels from the top at which older entries are asked for, before the person arrives there. */
const OLDER_AHEAD = 240
/** The "New" line is this far down, as a part of the height, so that what was read before it shows too. */
const LINE_AT = 0.25

interface Log {
  /** False while nothing is known of the room. */
  ready: boolean
  shown: Shown
  onNearTop: () => void
}

function moveTo(log: HTMLElement, place: ReturnType<typeof nextPlace>, before: Position | undefined): void {
  const line = place === 'start' ? log.querySelector<HTMLElement>('.log-new') : null
  if (line !== null) log.scrollTop = line.offsetTop - log.clientHeight * LINE_AT
  else if (place === 'start' || place === 'end') log.scrollTop = log.scrollHeight
  else if (place === 'hold' && before !== undefined)
    log.scrollTop = before.top + log.scrollHeight - before.height
}

/** Keeps a log's scroll position as `nextPlace` says. */
export function useLogScroll({ ready, shown, onNearTop }: Log) {
  const ref = useRef<HTMLDivElement>(null)
  const atEnd = useSignal(true)
  const position = useRef<Position | undefined>(undefined)
  /** The person has scrolled: the log is not where it was put. */
  const touched = useRef(false)

  const remember = (log: HTMLElement, what: Shown) => {
    position.current = positionOf(log, what, position.current)
    atEnd.value = position.current.atEnd
  }
  const toEnd = () => {
    if (ref.current === null || position.current === undefined) return
    ref.current.scrollTop = ref.current.scrollHeight
    remember(ref.current, position.current.shown)
  }

  useLayoutEffect(() => {
    const log = ref.current
    if (log === null || !ready) return
    moveTo(log, nextPlace(position.current, shown, touched.current), position.current)
    remember(log, shown)
  })
  useEffect(() => {
    if (ref.current === null) return
    const observer = new ResizeObserver(() => {
      if (atEnd.peek()) toEnd()
    })
    observer.observe(ref.current)
    // A message may grow in place: a question about one of its actions, a claim.
    const lines = ref.current.firstElementChild
    if (lines !== null) observer.observe(lines)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const log = ref.current
    if (log === null || position.current === undefined) return
    if (log.scrollTop !== position.current.top) touched.current = true
    remember(log, position.current.shown)
    if (log.scrollTop < OLDER_AHEAD) onNearTop()
  }
  return { ref, atEnd: atEnd.value, endSeq: position.current?.endSeq ?? 0, toEnd, onScroll }
}
