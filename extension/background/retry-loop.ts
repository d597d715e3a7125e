import { isTemporary, type ErrorCode } from '../../protocol/error-code.ts'
import type { Clock } from './clock.ts'

/** The longest wait between two attempts: beyond it a browser would end the background first. */
const LONGEST_MS = 5_000
const FIRST_MS = 500

/** How long to wait before attempt number `attempt` (from 0), in ms: doubling, at most 5 s, half of it random. */
export function retryDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(full / 2 + (full / 2) * random)
}

/** A command that failed with this code can succeed later (SPEC 6.2). After `unauthorized` too: the person can sign in again. */
export const canSucceedLater = (code: ErrorCode): boolean => isTemporary(code) || code === 'unauthorized'

/** `done`: no work is left. `more`: run again at once. `failed`: run again after a delay; a rejected job counts as this. */
export type JobResult = 'done' | 'more' | 'failed'

/** Runs one job until no work is left; waits longer after each failure in a row. */
export interface RetryLoop {
  /** There is work. Runs the job, unless it runs already (it then runs once more) or waits after a failure. */
  wake(): void
  /** As `wake`, but no failure before it causes a wait: one that waits runs, one that is about to fail runs again at once. For a new connection. */
  retryNow(): void
  /** Settles when the job neither runs nor has work left. A wait after a failure counts as idle: time ends it. */
  idle(): Promise<void>
  /** Nothing is started any more. */
  close(): void
}

type State =
  | { phase: 'idle' }
  /** `then`: `again` if there was a `wake` since the run began, `retry` if there was a `retryNow`. */
  | { phase: 'running'; then: 'nothing' | 'again' | 'retry' }
  | { phase: 'waiting'; cancel: () => void }
  | { phase: 'closed' }

export function createRetryLoop(clock: Clock, job: () => Promise<JobResult>): RetryLoop {
  let state: State = { phase: 'idle' }
  let failures = 0
  let running: Promise<void> = Promise.resolve()

  function start(): void {
    state = { phase: 'running', then: 'nothing' }
    running = run()
  }

  async function run(): Promise<void> {
    for (;;) {
      const result = await job().catch(() => 'failed' as const)
      if (state.phase !== 'running') return
      if (result === 'failed' && state.then !== 'retry') return wait()
      if (result !== 'failed') failures = 0
      if (result === 'done' && state.then === 'nothing') break
      state = { phase: 'running', then: 'nothing' }
    }
    state = { phase: 'idle' }
  }

  function wait(): void {
    state = { phase: 'waiting', cancel: clock.after(retryDelay(failures, clock.random()), start) }
    failures += 1
  }

  function wake(): void {
    if (state.phase === 'idle') start()
    else if (state.phase === 'running' && state.then === 'nothing')
      state = { phase: 'running', then: 'again' }
  }

  function retryNow(): void {
    if (state.phase === 'idle') return start()
    if (state.phase === 'running') state = { phase: 'running', then: 'retry' }
    if (state.phase !== 'waiting') return
    state.cancel()
    start()
  }

  return {
    wake,
    retryNow,
    idle: () => running,
    close: () => {
      if (state.phase === 'waiting') state.cancel()
      state = { phase: 'closed' }
    },
  }
}
