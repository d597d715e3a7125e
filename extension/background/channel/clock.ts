/** Time, so that tests can hold it. `now` is ms since 1970 of this machine; `after` answers with a function that cancels. */
export interface Clock {
  now(): number
  after(ms: number, run: () => void): () => void
  /** A number in [0, 1), for jitter. */
  random(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
