import { once } from 'node:events'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import type { ServerTime } from '../../../protocol/entry.ts'
import type { WriteRequest } from '../../room/write.ts'
import { StoreError, type Apply, type Committer, type Outcome } from '../store.ts'
import { createCommitter } from './committer.ts'
import { openForWriting } from './database.ts'

/** What goes to the thread: a batch and its time, or its end. */
type ThreadRequest = { batch: readonly WriteRequest[]; now: ServerTime } | 'stop'

type ThreadAnswer =
  { ok: true; outcomes: Outcome[] } | { ok: false; reason: StoreError['reason']; message: string }

/**
 * The committer in a thread of its own, so that a flush does not hold up the connections. `script` is the built entry,
 * which calls `answerCommits`.
 */
export async function startThreadCommitter(
  script: URL,
  path: string,
): Promise<Committer & { stop(): Promise<void> }> {
  const worker = new Worker(script, { workerData: path })
  await once(worker, 'message')
  const send = (request: ThreadRequest): void => worker.postMessage(request)
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
    async commit(batch, now) {
      const reply =
        ended ??
        (await new Promise<ThreadAnswer>((resolve) => {
          settle = resolve
          send({ batch, now })
        }))
      if (reply.ok) return reply.outcomes
      throw new StoreError(reply.reason, reply.message)
    },
    async stop() {
      if (ended !== undefined) return
      const gone = once(worker, 'exit')
      send('stop')
      await gone
    },
  }
}

/** The other end, inside the thread: commits each batch to the database at `workerData` and answers, in order. */
export function answerCommits(apply: Apply): void {
  const port = parentPort
  if (port === null) throw new Error('this runs in a worker thread')
  const database = openForWriting(String(workerData))
  const committer = createCommitter(database, apply)

  const answer = (batch: readonly WriteRequest[], now: ServerTime): Promise<ThreadAnswer> =>
    committer.commit(batch, now).then(
      (outcomes) => ({ ok: true, outcomes }),
      (error: unknown) => ({
        ok: false,
        reason: error instanceof StoreError ? error.reason : 'broken',
        message: error instanceof Error ? error.message : String(error),
      }),
    )

  port.on('message', (request: ThreadRequest) => {
    if (request === 'stop') {
      committer.stop()
      database.close()
      port.close()
    } else {
      void answer(request.batch, request.now).then((reply) => port.postMessage(reply))
    }
  })
  port.postMessage('ready')
}
