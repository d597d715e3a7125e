import { createPausableTimer, type PausableTimer } from './pausable-timer.ts'

/** The time that each card has. It stands still for all cards while there is a reason, and for one while it is held. */
export interface Clocks {
  /** Starts anew when `stayMs` or `what` (that which it shows) is another one. Null: until it is dismissed. */
  set(key: string, stayMs: number | null, what: string): void
  drop(key: string): void
  pause(reason: string): void
  resume(reason: string): void
  /** Somebody types in this card, or it says that an answer was sent. */
  hold(key: string, held: boolean): void
}

interface Running {
  stayMs: number | null
  what: string
  timer: PausableTimer | undefined
}

export function createClocks(expired: (key: string) => void): Clocks {
  const running = new Map<string, Running>()
  const reasons = new Set<string>()
  const held = new Set<string>()

  function start(key: string, stayMs: number): PausableTimer {
    const timer = createPausableTimer(stayMs, () => expired(key))
    for (const reason of reasons) timer.pause(reason)
    if (held.has(key)) timer.pause('held')
    return timer
  }
  function each(act: (timer: PausableTimer) => void): void {
    for (const { timer } of running.values()) if (timer !== undefined) act(timer)
  }

  return {
    set(key, stayMs, what) {
      const before = running.get(key)
      if (before?.stayMs === stayMs && before.what === what) return
      before?.timer?.stop()
      running.set(key, { stayMs, what, timer: stayMs === null ? undefined : start(key, stayMs) })
    },
    drop(key) {
      running.get(key)?.timer?.stop()
      running.delete(key)
      held.delete(key)
    },
    pause(reason) {
      reasons.add(reason)
      each((timer) => timer.pause(reason))
    },
    resume(reason) {
      reasons.delete(reason)
      each((timer) => timer.resume(reason))
    },
    hold(key, isHeld) {
      if (isHeld) held.add(key)
      else held.delete(key)
      const timer = running.get(key)?.timer
      if (isHeld) timer?.pause('held')
      else timer?.resume('held')
    },
  }
}
