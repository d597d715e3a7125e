import { fork } from 'node:child_process'
import { waitFor } from '../../support/wait-for.ts'
import type { Run } from '../harness/fault-row.ts'
import type { LiedTo } from './lied-to.ts'

/** V8 collects late where it has room. With this heap a client that holds on to what it is sent ends, and one that does not lives. */
export const HEAP_MB = 64
const SMALL_HEAP = [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=4']
/** A client that is busy for longer than this is as good as hung. */
const ANSWER_MS = 15_000
/** As a person would who presses "try again" all the time. */
const NUDGE_EVERY_MS = 20

/** The client in a process of its own. */
export interface LiedToProcess {
  /** Undefined: it has ended. */
  report(after: string): Promise<LiedTo | undefined>
  retry(): void
  hasEnded(): boolean
  /** Settles when it has ended, which a lie must not bring about. */
  ended: Promise<void>
}

/** Settles when it runs. It tries to connect all the time. */
export async function startLiedTo(run: Run<unknown>, program: string, url: string): Promise<LiedToProcess> {
  const child = fork(program, [url], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: SMALL_HEAP })
  run.onEnd(() => child.kill('SIGKILL'))
  let over = false
  let ready = false
  let said: LiedTo | undefined
  const ended = new Promise<void>((resolve) =>
    child.on('exit', () => {
      over = true
      clearInterval(connecting)
      resolve()
    }),
  )
  const send = (word: 'connect' | 'report' | 'retry'): void => {
    // It may end between the check and the word.
    if (!over) child.send(word, () => undefined)
  }
  const connecting = setInterval(() => send('connect'), NUDGE_EVERY_MS)
  run.onEnd(() => clearInterval(connecting))
  child.on('message', (message) => {
    if (message === 'ready') ready = true
    else said = message as LiedTo
  })
  await waitFor(() => ready || over, 'the client runs')
  return {
    report: async (after) => {
      said = undefined
      send('report')
      await waitFor(() => said !== undefined || over, `the client answers after: ${after}`, ANSWER_MS)
      return said
    },
    retry: () => send('retry'),
    hasEnded: () => over,
    ended,
  }
}
