import type { RoomId, ServerTime } from '../../protocol/entry.ts'
import type { AddedEntry, Change } from '../room/change.ts'
import type { WriteRequest } from '../room/write.ts'
import { notAcknowledged, StoreError, type Committer, type Outcome } from './store.ts'

/** A commit adds at most this much to one room, so that the `entries` frame of it stays small. */
const COMMIT_MAX_ENTRIES = 500
const COMMIT_MAX_BYTES = 256 * 1024

export interface WriteQueueOptions {
  committer: Committer
  /** The server's clock in ms UTC: the time of a commit is when it begins. */
  now(): ServerTime
  /** Called in the order of the commits, before their writes are acknowledged: a removal is in force when it is confirmed. */
  onChanges(changes: readonly Change[]): void
  /** Called in the order of the commits, after their writes were acknowledged. */
  onAdded(added: readonly AddedEntry[]): void
  onCommit(commit: { writes: number; entries: number; seconds: number }): void
  /** The store is broken. Nothing is acknowledged any more: what waits and what comes is answered with `unavailable`. */
  onBroken(error: Error): void
}

interface Waiting {
  request: WriteRequest
  settle(result: unknown): void
}

export type WriteQueue = ReturnType<typeof createWriteQueue>

/**
 * The one way into the store. It drains all that waits into one transaction (one flush), acknowledges each write, then
 * hands over what was added. Idle, a write goes at once; under load the batch grows by itself: there is no timer.
 */
export function createWriteQueue(options: WriteQueueOptions) {
  const waiting: Waiting[] = []
  const whenIdle: (() => void)[] = []
  let running = false
  let broken = false

  const run = async () => {
    try {
      while (waiting.length > 0) await commitNext(waiting, options)
      running = false
    } catch (error) {
      broken = true
      for (const { settle } of waiting.splice(0)) settle(notAcknowledged.broken)
      options.onBroken(error instanceof Error ? error : new Error(String(error)))
    }
    for (const resolve of whenIdle.splice(0)) resolve()
  }

  return {
    /** Resolves to the result of the write's rule after the commit, or to why it was not acknowledged. Never rejects. */
    enqueue: (request: WriteRequest): Promise<unknown> =>
      new Promise((settle) => {
        if (broken) return settle(notAcknowledged.broken)
        waiting.push({ request, settle })
        if (running) return
        running = true
        // A microtask later, so that what one packet or one loop brought goes together.
        queueMicrotask(() => void run())
      }),
    /** Resolves when nothing waits and all acknowledgements and pushes have been handed over. */
    async drained(): Promise<void> {
      if (running && !broken) await new Promise<void>((resolve) => whenIdle.push(resolve))
      await afterAcknowledgements()
    },
  }
}

/** Throws when the store is broken. Otherwise what it could not do is the affair of this batch, and the next one is tried. */
async function commitNext(waiting: Waiting[], options: WriteQueueOptions): Promise<void> {
  const batch = takeBatch(waiting)
  const started = performance.now()
  let outcomes: Outcome[]
  try {
    outcomes = await options.committer.commit(
      batch.map(({ request }) => request),
      options.now(),
    )
  } catch (error) {
    const reason = error instanceof StoreError ? error.reason : 'broken'
    for (const { settle } of batch) settle(notAcknowledged[reason])
    if (reason !== 'broken') return
    throw error
  }
  options.onChanges(outcomes.flatMap(({ changes }) => changes))
  batch.forEach(({ settle }, index) => settle(outcomes[index]?.result))
  const added = outcomes.flatMap((outcome) => outcome.added)
  const seconds = (performance.now() - started) / 1000
  options.onCommit({ writes: batch.length, entries: added.length, seconds })
  if (added.length > 0) void afterAcknowledgements().then(() => options.onAdded(added))
}

/** Acknowledgements go out in microtasks; `setImmediate` callbacks come after them and keep their order. */
const afterAcknowledgements = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Takes from the front, in order, as much as fits into one commit; at least one. Writes about no room count as those of one. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const filled = new Map<RoomId | undefined, { entries: number; bytes: number }>()
  let count = 0
  for (const { request } of waiting) {
    const before = filled.get(request.room) ?? { entries: 0, bytes: 0 }
    const after = { entries: before.entries + 1, bytes: before.bytes + request.bytes }
    if (count > 0 && (after.entries > COMMIT_MAX_ENTRIES || after.bytes > COMMIT_MAX_BYTES)) break
    filled.set(request.room, after)
    count += 1
  }
  return waiting.splice(0, count)
}
