import type { Seq } from '../../../protocol/entry.ts'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

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

interface Place {
  top: number
  /** What was pressed. */
  from: Element | null
}

/** Goes to a message that is shown, and back. */
export function useJump(log: RefObject<HTMLElement | null>) {
  const [back, setBack] = useState<Place>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const forget = () => {
    clearTimeout(timer.current)
    setBack(undefined)
  }
  /** False: it is not shown. */
  const jump = (seq: Seq): boolean => {
    const row = log.current && rowOf(log.current, seq)
    if (log.current === null || row === null) return false
    const place = { top: log.current.scrollTop, from: document.activeElement }
    show(row)
    clearTimeout(timer.current)
    setBack(place)
    timer.current = setTimeout(() => setBack(undefined), BACK_MS)
    return true
  }
  const goBack = () => {
    forget()
    if (log.current === null || back === undefined) return
    log.current.scrollTop = back.top
    if (back.from instanceof HTMLElement && back.from.isConnected) back.from.focus({ preventScroll: true })
  }
  return { jump, goBack: back === undefined ? undefined : goBack }
}
