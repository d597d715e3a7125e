import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal, type ReadonlySignal } from '@preact/signals'
import type { Seq } from '../../../protocol/entry.ts'
import { nextPlace, positionOf, type Place, type Position, type Shown } from './log-position.ts'
import type { LogWindow, WindowEvent } from './log-window.ts'
import { anchorsIn, holdAnchors, type Anchor } from './scroll-anchor.ts'
import { useDrawnRows } from './use-drawn-rows.ts'

/** CSS pixels from an edge of what is drawn at which more is drawn, before the person arrives there. */
const AHEAD = 600
/** The "New" line is this far down, as a part of the height, so that what was read before it shows too. */
const LINE_AT = 0.25

interface Log {
  /** False while nothing is known of the room. */
  ready: boolean
  shown: Shown
  rows: readonly { seq: Seq }[]
  /** All that is held is drawn, and the person comes near the first of it. */
  onNearTop: () => void
}

/** Where somebody was. */
export interface LogPlace {
  window: LogWindow | undefined
  top: number
  atEnd: boolean
}

function eventOf(place: Place, { unreadFrom }: Shown): WindowEvent {
  if (place === 'hold') return { type: 'hold' }
  return place === 'start' && unreadFrom !== undefined ? { type: 'show', seq: unreadFrom } : { type: 'end' }
}

function moveTo(log: HTMLElement, place: 'start' | 'end'): void {
  const line = place === 'start' ? log.querySelector<HTMLElement>('.log-new') : null
  log.scrollTop = line === null ? log.scrollHeight : line.offsetTop - log.clientHeight * LINE_AT
}

type Heading = 'up' | 'down'

function isNear(log: HTMLElement | null, edge: Heading): boolean {
  if (log === null) return false
  const below = log.scrollHeight - log.scrollTop - log.clientHeight
  return (edge === 'up' ? log.scrollTop : below) < AHEAD
}

/** Who is at the end stays there when the log's box or its lines change their size: a message may grow in place. */
function useGrowth(
  ref: RefObject<HTMLElement | null>,
  atEnd: ReadonlySignal<boolean>,
  toEnd: () => void,
): void {
  const latest = useRef(toEnd)
  latest.current = toEnd
  useEffect(() => {
    if (ref.current === null) return
    const observer = new ResizeObserver(() => {
      if (atEnd.peek()) latest.current()
    })
    observer.observe(ref.current)
    const lines = ref.current.firstElementChild
    if (lines !== null) observer.observe(lines)
    return () => observer.disconnect()
  }, [])
}

/**
 * Keeps what is read in its place while lines come and go above it. At the very top a log cannot always scroll so far; then the
 * rows that make room for it are drawn next, and that change makes up for it.
 */
function useHeldPlace(ref: RefObject<HTMLElement | null>) {
  const missed = useRef<readonly Anchor[] | undefined>(undefined)
  return {
    /** Called before the change: the person may have scrolled since the last event of it. */
    measure: (place: Place): readonly Anchor[] =>
      ref.current === null || place !== 'hold' ? [] : (missed.current ?? anchorsIn(ref.current)),
    settle: (log: HTMLElement, place: Place, anchors: readonly Anchor[]) => {
      const isHeld = place !== 'hold' || holdAnchors(log, anchors)
      missed.current = isHeld ? undefined : anchors
      if (place !== 'hold') moveTo(log, place)
    },
    /** The person has scrolled. */
    forget: () => {
      missed.current = undefined
    },
  }
}

/** Keeps a log's scroll position as `nextPlace` says, and draws the rows around it. */
export function useLogScroll({ ready, shown, rows, onNearTop }: Log) {
  const ref = useRef<HTMLDivElement>(null)
  const atEnd = useSignal(true)
  const position = useRef<Position | undefined>(undefined)
  /** The person has scrolled: the log is not where it was put. */
  const touched = useRef(false)
  /** Where they last moved: more is drawn on that side alone, so that no edge draws what the other one drops. */
  const heading = useRef<Heading>('up')

  const held = useHeldPlace(ref)
  const place = nextPlace(position.current, shown, touched.current)
  const drawn = useDrawnRows(rows, ready ? eventOf(place, shown) : undefined)
  const anchors = held.measure(place)

  const remember = (log: HTMLElement) => {
    position.current = positionOf(log, shown, position.current, drawn.to >= rows.length)
    atEnd.value = position.current.atEnd
  }
  const draw = (event: WindowEvent, then: () => void) => {
    if (!drawn.draw(event, then)) return then()
    // Else this change would lead back to the end.
    if (position.current !== undefined) position.current.atEnd = event.type === 'end'
  }
  const toEnd = () => {
    heading.current = 'up'
    draw({ type: 'end' }, () => {
      if (ref.current === null || position.current === undefined) return
      moveTo(ref.current, 'end')
      remember(ref.current)
    })
  }
  const drawEdge = (): boolean =>
    isNear(ref.current, heading.current) &&
    drawn.draw(heading.current === 'up' ? { type: 'up', atEnd: atEnd.peek() } : { type: 'down' })

  useLayoutEffect(() => {
    const log = ref.current
    if (log === null || !ready) return
    held.settle(log, place, anchors)
    drawn.finish()
    remember(log)
  })
  // Before the browser paints.
  useLayoutEffect(() => void drawEdge(), [rows, drawn.moves, ready])
  useGrowth(ref, atEnd, toEnd)

  const onScroll = () => {
    const log = ref.current
    if (log === null || position.current === undefined) return
    const { top } = position.current
    if (log.scrollTop !== top) {
      touched.current = true
      held.forget()
      heading.current = log.scrollTop < top ? 'up' : 'down'
    }
    remember(log)
    if (!drawEdge() && drawn.from === 0 && heading.current === 'up' && isNear(log, 'up')) onNearTop()
  }
  return {
    ...{ ref, from: drawn.from, to: drawn.to, moving: drawn.moving, draw, toEnd, onScroll },
    atEnd: atEnd.value,
    endSeq: position.current?.endSeq ?? 0,
    whereNow: (): LogPlace => ({
      window: drawn.window,
      top: ref.current?.scrollTop ?? 0,
      atEnd: atEnd.peek(),
    }),
  }
}
