import { useEffect, useState } from 'preact/hooks'
import type { ServerTime } from '../../../protocol/entry.ts'
import { useServerNow } from './clock-offset.ts'

/** `setTimeout` counts in 32 bits: what is later is looked at again then. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** The moment of the server's clock, for as long as it lies ahead; a mute or do-not-disturb ends before somebody's eyes. */
export function useUntil(until: ServerTime | null): ServerTime | undefined {
  const [, redraw] = useState(0)
  const now = useServerNow()
  const left = until === null ? 0 : until - now()
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => redraw((turn) => turn + 1), Math.min(left, TIMER_MAX_MS))
    return () => clearTimeout(timer)
  })
  return until !== null && left > 0 ? until : undefined
}
