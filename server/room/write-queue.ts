import { CommitError, noSpace, noStore, type Committer, type Outcome, type WriteRequest } from './store.ts'
import type { Write, WriteTable } from './write.ts'

/** A commit adds at most this much to one room, so that the `entries` frame of it stays small. */
const COMMIT_MAX_ENTRIES = 500
const COMMIT_MAX_BYTES = 256 * 1024

/** What an entry's JSON has around its body, in bytes, generously. */
const ENTRY_OVERHEAD_BYTES = 256

export interface WriteQueueOptions {
  committer: Committer
  /** Called in the order of the commits, before their writes are acknowledged: a removal is in force when it is confirmed. */
  onChanges(outcomes: readonly Outcome[]): void
  /** Called in the order of the commits, after their writes were acknowledged. */
  onAdded(outcomes: readonly Outcome[]): void
  onCommit(commit: { writes: number; entries: number; seconds: number }): void
  /** The store is broken. Nothing is acknowledged any more: what waits and what comes is told so (`unavailable`). */
  onBroken(error: Error): void
}

interface Waiting {
  request: WriteRequest
  room: string
  bytes: number
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
      for (const { settle } of waiting.splice(0)) settle(noStore)
      options.onBroken(error instanceof Error ? error : new Error(String(error)))
    }
    for (const resolve of whenIdle.splice(0)) resolve()
  }

  const enqueue = (request: WriteRequest): Promise<unknown> =>
    new Promise((settle) => {
      if (broken) return settle(noStore)
      waiting.push({ request, ...sizeOf(request), settle })
      if (running) return
      running = true
      // A microtask later, so that what one packet or one loop brought goes together.
      queueMicrotask(() => void run())
    })

  return {
    /** The same queue as typed calls. The table's rules are those that the committer runs by these names. */
    writer<T extends WriteTable>(): Write<T> {
      return (name, input) => enqueue({ name, input }) as ReturnType<T[typeof name]>
    },
    /** Resolves when nothing waits and all acknowledgements and pushes have been handed over. */
    async drained(): Promise<void> {
      if (running && !broken) await new Promise<void>((resolve) => whenIdle.push(resolve))
      await afterAcknowledgements()
    },
  }
}

async function commitNext(waiting: Waiting[], options: WriteQueueOptions): Promise<void> {
  const batch = takeBatch(waiting)
  const started = performance.now()
  let outcomes: Outcome[]
  try {
    outcomes = await options.committer.commit(batch.map(({ request }) => request))
  } catch (error) {
    const full = error instanceof CommitError && error.reason === 'full'
    for (const { settle } of batch) settle(full ? noSpace : noStore)
    if (full) return
    throw error
  }
  options.onChanges(outcomes)
  batch.forEach(({ settle }, index) => settle(outcomes[index]?.result))
  const entries = outcomes.reduce((sum, { added }) => sum + added.length, 0)
  options.onCommit({ writes: batch.length, entries, seconds: (performance.now() - started) / 1000 })
  if (entries > 0) void afterAcknowledgements().then(() => options.onAdded(outcomes))
}

/** Acknowledgements go out in microtasks; `setImmediate` callbacks come after them and keep their order. */
const afterAcknowledgements = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Takes from the front, in order, as much as fits into one commit; at least one. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const filled = new Map<string, { entries: number; bytes: number }>()
  let count = 0
  for (const { room, bytes } of waiting) {
    const before = filled.get(room) ?? { entries: 0, bytes: 0 }
    const after = { entries: before.entries + 1, bytes: before.bytes + bytes }
    if (count > 0 && (after.entries > COMMIT_MAX_ENTRIES || after.bytes > COMMIT_MAX_BYTES)) break
    filled.set(room, after)
    count += 1
  }
  return waiting.splice(0, count)
}

/** Only appends are counted with their body; other writes add at most one small entry a room. */
function sizeOf({ input }: WriteRequest): { room: string; bytes: number } {
  const { room, body } = input as { room?: string; body?: unknown }
  const bodyBytes = body === undefined ? 0 : Buffer.byteLength(JSON.stringify(body))
  return { room: room ?? '', bytes: bodyBytes + ENTRY_OVERHEAD_BYTES }
}
