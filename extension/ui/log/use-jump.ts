import type { Seq } from '../../../protocol/entry.ts'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { WindowEvent } from './log-window.ts'
import type { LogPlace } from './use-log-scroll.ts'

/** "Back to where you were" shows for so long. */
const BACK_MS = 5_000
/** A message that somebody came to by a jump is marked for this long; the style sheet fades it. */
const FLASH_MS = 1_200

const rowOf = (log: HTMLElement, seq: Seq): HTMLElement | null =>
  log.querySelector<HTMLElement>(`article[data-seq="${seq}"]`)

const hasMotion = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches

function show(row: HTMLElement): void {
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'center' })
  if (!hasMotion()) return
  // Not a class: those are set anew when the line is drawn again.
  row.dataset['flash'] = ''
  setTimeout(() => delete row.dataset['flash'], FLASH_MS)
}

interface Log {
  ref: RefObject<HTMLElement | null>
  /** The message is among the rows, drawn or not. */
  holds: (seq: Seq) => boolean
  draw: (event: WindowEvent, then: () => void) => void
  toEnd: () => void
  whereNow: () => LogPlace
}

interface Back extends LogPlace {
  /** What was pressed: the seq of its message, and what in it, as what goes from the document comes back as another element. */
  from: Element | null
  row: Seq | undefined
}

const seqOf = (element: Element | null): Seq | undefined => {
  const seq = element?.closest<HTMLElement>('article')?.dataset['seq']
  return seq === undefined ? undefined : Number(seq)
}

/** The focus goes to what was pressed, or to its message. */
function refocus(log: HTMLElement, { from, row }: Back): void {
  const element = from?.isConnected === true ? from : row === undefined ? null : rowOf(log, row)
  if (element instanceof HTMLElement) element.focus({ preventScroll: true })
}

/** Goes to a message that is held, and back. */
export function useJump({ ref, holds, draw, toEnd, whereNow }: Log) {
  const [back, setBack] = useState<Back>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  /** False: it is not held. */
  const jump = (seq: Seq): boolean => {
    if (!holds(seq)) return false
    const from = document.activeElement
    const place = { ...whereNow(), from, row: seqOf(from) }
    draw({ type: 'show', seq }, () => {
      const row = ref.current && rowOf(ref.current, seq)
      if (row !== null) show(row)
    })
    clearTimeout(timer.current)
    setBack(place)
    timer.current = setTimeout(() => setBack(undefined), BACK_MS)
    return true
  }
  const goBack = () => {
    clearTimeout(timer.current)
    setBack(undefined)
    if (back === undefined) return
    const { window, top, atEnd } = back
    if (window !== undefined && !atEnd)
      draw({ type: 'restore', window }, () => {
        if (ref.current === null) return
        ref.current.scrollTop = top
        refocus(ref.current, back)
      })
    else {
      toEnd()
      if (ref.current !== null) refocus(ref.current, back)
    }
  }
  return { jump, goBack: back === undefined ? undefined : goBack }
}
