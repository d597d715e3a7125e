import type { Entry, PersonId, Seq } from '../../../protocol/entry.ts'
import { createSerialQueue } from '../serial-queue.ts'
import type { Journal, SavedRoom } from './journal.ts'
import { createKeptRoom, type KeptRoom } from './kept-room.ts'
import type { ReadRange } from './page-reader.ts'
import { createPushQueue } from './push-queue.ts'
import { createSyncRunner, type SyncRunnerDeps } from './sync-runner.ts'
import type { SyncEvent, SyncState } from './sync.ts'

export interface RoomSyncDeps extends Omit<SyncRunnerDeps, 'kept' | 'post'> {
  journal: Journal
  /** The id of the person. */
  me: PersonId
  /** What the person scrolls to is read at once; what was missed is read by `pages`, in turn with the other rooms. */
  range: ReadRange
  /** An event has been dealt with. */
  settled: () => void
}

/** One room: its own queue, in which every change of what is kept runs alone and in order. */
export interface RoomSync {
  /** As it is on the disk. */
  saved(): SavedRoom
  unread(): number
  /** The highest seq that was heard of. */
  head(): Seq
  /** Nothing is kept yet, and something is on its way. */
  loading(): boolean
  /** All that is known of has been applied. */
  caughtUp(): boolean
  /** The server has said on this connection that its log is the one that is kept. */
  confirmed(): boolean
  /** The server has replaced its log too often: what is kept stays as it is until it is tried again. */
  stopped(): boolean
  post(event: SyncEvent): void
  /** Runs when all that was posted before is done. Its failure is the caller's. */
  run<T>(task: () => Promise<T>): Promise<T>
  /** Changes the room's own fields, when all that was posted before is done. */
  update(change: (room: SavedRoom) => SavedRoom): Promise<void>
  /**
   * Reads one page of entries before `before`, which lies at or before what is kept. Only storing it waits its turn. Answers
   * with the page where it is not stored: it would be trimmed at once, or does not touch what is kept.
   */
  fetchOlder(before: Seq, limit: number): Promise<Entry[] | undefined>
  /** Counts what is unread in what is kept. */
  recount(): Promise<void>
  /** Settles when nothing is left to do but what waits for the server or for time. */
  idle(): Promise<void>
  /** Ends it: nothing is read or stored any more. Settles when what was begun is done. */
  close(): Promise<void>
}

export function createRoomSync(start: SavedRoom, deps: RoomSyncDeps): RoomSync {
  const kept = createKeptRoom(start, deps.journal, deps.me)
  const turns = createSerialQueue()
  const pushes = createPushQueue(deps.budget)
  const sync = createSyncRunner({ ...deps, kept, post })
  let closed = false

  function post(event: SyncEvent): void {
    const admitted = pushes.admit(event)
    if (admitted === undefined) return
    const settled = (): void => {
      const putOff = pushes.done(admitted.size)
      if (putOff) post(putOff)
      deps.settled()
    }
    // What failed is tried again from what the disk holds.
    void turns.run(() => sync.take(admitted.event)).then(settled, settled)
  }

  /** Does nothing once the room is closed. */
  const runIfOpen = <T>(task: () => Promise<T>): Promise<T | undefined> =>
    turns.run(async () => (closed ? undefined : task()))

  return {
    saved: kept.saved,
    unread: kept.unread,
    head: () => sync.state().head,
    loading: () => kept.saved().logId === undefined,
    caughtUp: () => sync.state().phase === 'caught-up' && !sync.isBusy(),
    confirmed: () => isConfirmed(sync.state()),
    stopped: () => sync.state().phase === 'stopped',
    post,
    run: turns.run,
    update: async (change) => void (await runIfOpen(() => kept.update(change))),
    fetchOlder: async (before, limit) => {
      const page = await readOlder(kept, deps.range, before, limit)
      return page && runIfOpen(() => kept.prepend(page, before))
    },
    recount: () => turns.run(kept.recount),
    idle: turns.idle,
    close: () => {
      closed = true
      sync.close()
      return turns.idle()
    },
  }
}

/** The page right before `before`, of the log that is kept. */
async function readOlder(kept: KeptRoom, range: ReadRange, before: Seq, limit: number) {
  const { id, logId, floor } = kept.saved()
  if (logId === undefined || before <= floor) return undefined
  const page = await range({ room: id, before, limit })
  if (!page.ok || page.value.logId !== logId) return undefined
  const { entries } = page.value
  const fits = entries.every((entry, i) => entry.seq === before - entries.length + i)
  return fits ? page.value : undefined
}

const isConfirmed = ({ phase, logId }: SyncState): boolean =>
  phase !== 'offline' && phase !== 'stopped' && logId !== undefined
