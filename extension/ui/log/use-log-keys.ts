import type { RefObject, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { LogFocus } from './log-focus.ts'
import type { WindowEvent } from './log-window.ts'

const rowsOf = (log: HTMLElement): HTMLElement[] => [...log.querySelectorAll<HTMLElement>('article.message')]

interface Step {
  /** What has to be drawn for it, for a row at this place among those that are. */
  draws: (at: number, last: number) => WindowEvent | undefined
  to: (at: number, last: number) => number
}

/** Where a log begins: before every seq. */
const FIRST = 0

const steps: Partial<Record<string, Step>> = {
  ArrowUp: {
    draws: (at) => (at === 0 ? { type: 'up', atEnd: false } : undefined),
    // From outside of all messages, upwards is the newest.
    to: (at, last) => (at < 0 ? last : Math.max(0, at - 1)),
  },
  ArrowDown: {
    draws: (at, last) => (at === last ? { type: 'down' } : undefined),
    to: (at, last) => (at < 0 ? last : at + 1),
  },
  Home: { draws: () => ({ type: 'show', seq: FIRST }), to: () => 0 },
  End: { draws: () => ({ type: 'end' }), to: (_, last) => last },
}

interface Keys {
  log: RefObject<HTMLElement | null>
  focus: LogFocus
  /** Keys of the messages that are drawn, in order. */
  keys: readonly string[]
  draw: (event: WindowEvent, then: () => void) => void
  /** Goes to the composer. */
  onLeave: () => void
}

/** The log is one Tab stop, the newest message at first; ↑ ↓ Home End go through it, Escape and ↓ on the last leave it for the composer. */
export function useLogKeys({ log, focus, keys, draw, onLeave }: Keys) {
  useLayoutEffect(() => {
    focus.keepDrawn(keys)
    const inside = log.current?.contains(document.activeElement) === true
    const known = focus.stop.peek()
    if (!inside || known === undefined || !keys.includes(known)) focus.stop.value = keys.at(-1)
  }, [keys])

  const place = (target: HTMLElement) => {
    const rows = log.current === null ? [] : rowsOf(log.current)
    return { rows, at: rows.findIndex((row) => row.contains(target)), last: rows.length - 1 }
  }
  const take = (step: Step, target: HTMLElement) => {
    const go = () => {
      const { rows, at, last } = place(target)
      const next = rows[step.to(at, last)]
      if (next === undefined) return onLeave()
      next.focus({ preventScroll: true })
      next.scrollIntoView({ block: 'nearest' })
    }
    const { at, last } = place(target)
    const event = step.draws(at, last)
    if (event === undefined) go()
    else draw(event, go)
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const { key, target } = event
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(target instanceof HTMLElement))
      return
    // A box of its own is scrolled by these keys.
    if (target.closest('pre, input, textarea, select') !== null) return
    if (key === 'Escape') {
      event.preventDefault()
      return onLeave()
    }
    const step = steps[key]
    if (step === undefined || keys.length === 0) return
    event.preventDefault()
    take(step, target)
  }
  return onKeyDown
}
