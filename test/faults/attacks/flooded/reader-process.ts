import { fork } from 'node:child_process'
import type { SavedAccount } from '../../../../extension/background/channel/journal.ts'
import { waitFor } from '../../../support/wait-for.ts'
import type { Run } from '../../harness/fault-row.ts'
import type { ReaderReport } from './flooded-reader.ts'

/** A reader in a process of its own, so that its memory is its own. */
export interface ReaderProcess {
  start(): Promise<void>
  stop(): Promise<void>
  report(): Promise<ReaderReport>
}

export async function startReader(
  run: Run<unknown>,
  program: string,
  account: SavedAccount,
): Promise<ReaderProcess> {
  // JSON has no Infinity.
  const child = fork(program, [JSON.stringify(account)], { serialization: 'advanced' })
  run.onEnd(() => child.kill('SIGKILL'))
  let done = 0
  child.on('message', (message) => {
    if (message === 'done') done += 1
  })
  const step = async (word?: 'start' | 'stop'): Promise<void> => {
    const before = done
    if (word !== undefined) child.send(word)
    await waitFor(() => done > before, `the reader does: ${word ?? 'begin'}`)
  }
  await step()
  return {
    start: () => step('start'),
    stop: () => step('stop'),
    report: async () => {
      const answer = new Promise<ReaderReport>((resolve) => {
        const hear = (message: unknown): void => {
          if (message === 'done') return
          child.off('message', hear)
          resolve(message as ReaderReport)
        }
        child.on('message', hear)
      })
      child.send('report')
      return answer
    },
  }
}
