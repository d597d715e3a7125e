import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { CommitError, type Committer, type Outcome, type WriteRequest } from '../../room/store.ts'

export type ThreadAnswer =
  { ok: true; outcomes: Outcome[] } | { ok: false; reason: CommitError['reason']; message: string }

/**
 * The committer in a thread of its own, so that a flush does not hold up the connections. `script` is the built entry;
 * it gets the database's path as `workerData` and answers each batch with a ThreadAnswer, in order.
 */
export async function startThreadCommitter(
  script: URL,
  path: string,
): Promise<Committer & { stop(): Promise<void> }> {
  const worker = new Worker(script, { workerData: path })
  await once(worker, 'message')
  let settle: ((answer: ThreadAnswer) => void) | undefined
  const answer = (value: ThreadAnswer) => {
    settle?.(value)
    settle = undefined
  }
  worker.on('message', answer)
  let ended: ThreadAnswer | undefined
  const end = (message: string) => {
    ended ??= { ok: false, reason: 'broken', message }
    answer(ended)
  }
  worker.on('error', (error) => end(String(error)))
  worker.on('exit', () => end('the writer has ended'))

  return {
    async commit(batch: readonly WriteRequest[]) {
      const reply =
        ended ??
        (await new Promise<ThreadAnswer>((resolve) => {
          settle = resolve
          worker.postMessage(batch)
        }))
      if (reply.ok) return reply.outcomes
      throw new CommitError(reply.reason, reply.message)
    },
    async stop() {
      if (ended !== undefined) return
      const gone = once(worker, 'exit')
      worker.postMessage('stop')
      await gone
    },
  }
}
