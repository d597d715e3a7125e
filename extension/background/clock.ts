import type { LocalTime, ServerTime } from '../../protocol/entry.ts'

/** Time, so that tests can control it. One clock for the whole extension. */
export interface Clock {
  /** This machine's clock, ms since 1970. */
  now(): LocalTime
  /** Calls `run` once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void
  /** A number in [0, 1), for jitter. */
  random(): number
}

/** What the server's clock showed at a moment of this machine's. `offset`: how far it is ahead of ours, in ms. */
export const serverTimeOf = (moment: LocalTime, offset: number): ServerTime => moment + offset

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
