import type { Clock } from '../../../../extension/background/clock.ts'

export interface TestClock extends Clock {
  /** Lets time pass and what waits for it happen, each at its moment. */
  pass(ms: number): Promise<void>
  /** What waits is forgotten: its worker was killed. */
  forget(): void
}

export function createTestClock(start: number): TestClock {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  }
  return {
    now: () => now,
    steady: () => now,
    random: () => 0,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },
    async pass(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        timers = timers.filter((timer) => timer !== next)
        now = Math.max(now, next.at)
        next.run()
        await settle()
      }
      now = end
      await settle()
    },
    forget: () => (timers = []),
  }
}
