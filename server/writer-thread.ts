import { parentPort, workerData } from 'node:worker_threads'
import { CommitError, type WriteRequest } from './room/store.ts'
import { createCommitter } from './store/sqlite/committer.ts'
import { openForWriting } from './store/sqlite/database.ts'
import type { ThreadAnswer } from './store/sqlite/thread-committer.ts'
import { applyWrite } from './writes.ts'

/** The entry of the writer's thread: see thread-committer. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')

const database = openForWriting(String(workerData))
const { commit } = createCommitter(database, applyWrite)

const answer = (batch: WriteRequest[]): Promise<ThreadAnswer> =>
  commit(batch).then(
    (outcomes) => ({ ok: true, outcomes }),
    (error: unknown) => ({
      ok: false,
      reason: error instanceof CommitError ? error.reason : 'broken',
      message: error instanceof Error ? error.message : String(error),
    }),
  )

port.on('message', (message: WriteRequest[] | 'stop') => {
  if (message === 'stop') {
    database.close()
    port.close()
  } else {
    void answer(message).then((reply) => port.postMessage(reply))
  }
})
port.postMessage('ready')
