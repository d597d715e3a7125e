import type { LocalTime, ServerTime } from '../../protocol/entry.ts'

/** Time, so that tests can control it. One clock for the whole extension. */
export interface Clock {
  /** This machine's clock, ms since 1970. */
  now(): LocalTime
  /** ms since a moment of no meaning. Nobody can set it, and it may stop while the machine sleeps. */
  steady(): number
  /** Calls `run` once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void
  /** A number in [0, 1), for jitter. */
  random(): number
}

/** What the server's clock showed at a moment of this machine's. `offset`: how far it is ahead of ours, in ms. */
export const serverTimeOf = (moment: LocalTime, offset: number): ServerTime => moment + offset

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** Less than a person notices in "for 30 minutes", and more than a clock is corrected by while it runs. */
const JUMP_MS = 5_000

/**
 * Whether this machine's clock was set since the last call, or the machine slept: what is known of its distance to the
 * server's clock may be wrong then.
 */
export function createJumpWatch(clock: Pick<Clock, 'now' | 'steady'>): () => boolean {
  let apart = clock.now() - clock.steady()
  return () => {
    const before = apart
    apart = clock.now() - clock.steady()
    return Math.abs(apart - before) > JUMP_MS
  }
}
