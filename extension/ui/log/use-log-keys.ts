import type { RefObject, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { LogFocus } from './log-focus.ts'

const rowsOf = (log: HTMLElement): HTMLElement[] => [...log.querySelectorAll<HTMLElement>('article.message')]

const steps: Partial<Record<string, (at: number, last: number) => number>> = {
  // From outside of all messages, upwards is the newest.
  ArrowUp: (at, last) => (at < 0 ? last : Math.max(0, at - 1)),
  ArrowDown: (at, last) => (at < 0 ? last : at + 1),
  Home: () => 0,
  End: (_, last) => last,
}

interface Keys {
  log: RefObject<HTMLElement | null>
  focus: LogFocus
  /** Keys of the messages that are shown, in order. */
  keys: readonly string[]
  /** Goes to the composer. */
  onLeave: () => void
}

/** The log is one Tab stop, the newest message at first; ↑ ↓ Home End go through it, Escape and ↓ on the last leave it for the composer. */
export function useLogKeys({ log, focus, keys, onLeave }: Keys) {
  useLayoutEffect(() => {
    const inside = log.current?.contains(document.activeElement) === true
    const known = focus.stop.peek()
    if (!inside || known === undefined || !keys.includes(known)) focus.stop.value = keys.at(-1)
  }, [keys])

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(target instanceof HTMLElement))
      return
    // A box of its own is scrolled by these keys.
    if (target.closest('pre, input, textarea, select') !== null) return
    if (event.key === 'Escape') {
      event.preventDefault()
      return onLeave()
    }
    const step = steps[event.key]
    const rows = rowsOf(currentTarget)
    if (step === undefined || rows.length === 0) return
    event.preventDefault()
    const at = rows.findIndex((row) => row.contains(target))
    const next = rows[step(at, rows.length - 1)]
    if (next === undefined) return onLeave()
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'nearest' })
  }
  return onKeyDown
}
