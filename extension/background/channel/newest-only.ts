import type { Clock } from '../clock.ts'

/** Carries out the newest of what is asked for, one at a time. */
export interface NewestOnly<T> {
  /** `merge` joins it with what still waits; without it, it takes its place. Settles when it, or a later one, is done. */
  put(value: T): Promise<void>
  /** Nothing is begun any more. Settles when what was begun is done. */
  close(): Promise<void>
}

/**
 * At most `burst` are begun at once, and then one every `everyMs`: for what a server can send as fast as it likes and of which
 * the newest says everything.
 */
export function createNewestOnly<T>(
  clock: Clock,
  { burst, everyMs }: { burst: number; everyMs: number },
  run: (value: T) => Promise<void>,
  merge: (waiting: T, next: T) => T = (_, next) => next,
): NewestOnly<T> {
  let waiting: { value: T; done: Promise<void>; settle: () => void } | undefined
  let running: Promise<void> | undefined
  let cancel: (() => void) | undefined
  let allowed = burst
  let allowedAt = clock.now()
  let closed = false

  function refill(): void {
    const now = clock.now()
    // Either way: a clock may be set back.
    const more = Math.floor(Math.abs(now - allowedAt) / everyMs)
    if (more === 0) return
    allowed = Math.min(burst, allowed + more)
    allowedAt = now
  }

  function pump(): void {
    if (closed || running || cancel || waiting === undefined) return
    refill()
    if (allowed === 0) {
      cancel = clock.after(everyMs, () => {
        cancel = undefined
        pump()
      })
      return
    }
    const { value, settle } = waiting
    waiting = undefined
    allowed -= 1
    running = run(value)
      .catch(() => undefined)
      .then(() => {
        running = undefined
        settle()
        pump()
      })
  }

  return {
    put: (value) => {
      if (closed) return Promise.resolve()
      if (waiting) waiting.value = merge(waiting.value, value)
      else {
        let settle = (): void => undefined
        const done = new Promise<void>((resolve) => (settle = resolve))
        waiting = { value, done, settle }
      }
      const { done } = waiting
      pump()
      return done
    },
    close: async () => {
      closed = true
      cancel?.()
      waiting?.settle()
      await running
    },
  }
}
