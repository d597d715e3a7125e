import type { Clock } from '../../../extension/background/clock.ts'

/** Time that moves when the test says so. */
export interface ManualClock extends Clock {
  /** Runs what is due within the next `ms`, in order. */
  pass(ms: number): void
  /** Somebody sets the clock of the machine on by `ms`, or back. No timer notices. */
  set(ms: number): void
  /** How many timers wait. */
  waiting(): number
}

export function createManualClock(start = 1_790_000_000_000): ManualClock {
  let now = start
  /** How far somebody set the clock. */
  let set = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now + set,
    steady: () => now,
    set: (ms) => void (set += ms),
    random: () => 0,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    pass: (ms) => {
      const end = now + ms
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((timer) => timer !== next)
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
    },
    waiting: () => timers.length,
  }
}
