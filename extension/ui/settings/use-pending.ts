import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Failure, Result } from '../../../protocol/result.ts'

export interface Setting<T> {
  /** As the person last set it, or as the background sent it. */
  value: T
  /** Undefined: taken. */
  change: (part: Partial<T>) => Promise<Failure | undefined>
}

/**
 * Settings that apply at once: what the person asks for shows before the background has answered, and goes back when it
 * is refused. They are sent whole, so that a second change builds on the first before the background sends the first back.
 */
export function usePending<T extends object>(
  known: T,
  send: (whole: T) => Promise<Result<null>>,
): Setting<T> {
  const wanted = useSignal<T | undefined>(undefined)
  const version = JSON.stringify(known)
  const latest = useRef({ known, version })
  latest.current = { known, version }
  const open = useRef(0)

  useEffect(() => {
    if (open.current === 0) wanted.value = undefined
  }, [version])

  const change = async (part: Partial<T>): Promise<Failure | undefined> => {
    const before = latest.current.version
    const whole = { ...(wanted.peek() ?? latest.current.known), ...part }
    wanted.value = whole
    open.current++
    const result = await send(whole)
    open.current--
    // Taken, and the background has not sent it back yet: it stays as it was asked for until then.
    const isKnown = latest.current.version !== before
    if (open.current === 0 && (!result.ok || isKnown)) wanted.value = undefined
    return result.ok ? undefined : result.error
  }
  return { value: wanted.value ?? known, change }
}
