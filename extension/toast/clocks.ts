import { createPausableTimer, type PausableTimer } from './pausable-timer.ts'

/** The display time of each card. It pauses for all cards while there is a reason, and for one card alone. */
export interface Clocks {
  /** Starts anew when `remainingMs` or `what` (that which it shows) is another one. Null: until it is dismissed. */
  set(key: string, remainingMs: number | null, what: string): void
  drop(key: string): void
  pause(reason: string): void
  resume(reason: string): void
  /** Somebody types in this card, or it says that an answer was sent. */
  pauseCard(key: string, paused: boolean): void
}

interface Running {
  remainingMs: number | null
  what: string
  timer: PausableTimer | undefined
}

export function createClocks(expired: (key: string) => void): Clocks {
  const running = new Map<string, Running>()
  const reasons = new Set<string>()
  const paused = new Set<string>()

  function start(key: string, remainingMs: number): PausableTimer {
    const timer = createPausableTimer(remainingMs, () => expired(key))
    for (const reason of reasons) timer.pause(reason)
    if (paused.has(key)) timer.pause('card')
    return timer
  }
  function each(act: (timer: PausableTimer) => void): void {
    for (const { timer } of running.values()) if (timer !== undefined) act(timer)
  }

  return {
    set(key, remainingMs, what) {
      const before = running.get(key)
      if (before?.remainingMs === remainingMs && before.what === what) return
      before?.timer?.stop()
      running.set(key, {
        remainingMs,
        what,
        timer: remainingMs === null ? undefined : start(key, remainingMs),
      })
    },
    drop(key) {
      running.get(key)?.timer?.stop()
      running.delete(key)
      paused.delete(key)
    },
    pause(reason) {
      reasons.add(reason)
      each((timer) => timer.pause(reason))
    },
    resume(reason) {
      reasons.delete(reason)
      each((timer) => timer.resume(reason))
    },
    pauseCard(key, isPaused) {
      if (isPaused) paused.add(key)
      else paused.delete(key)
      const timer = running.get(key)?.timer
      if (isPaused) timer?.pause('card')
      else timer?.resume('card')
    },
  }
}
