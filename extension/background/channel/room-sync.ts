import type { Entry } from '../../../protocol/entry.ts'
import { RANGE_MAX_ENTRIES } from '../../../protocol/limits.ts'
import type { Result } from '../../../protocol/result.ts'
import type { CommandValue, Room } from '../../../protocol/up.ts'
import type { Clock } from './clock.ts'
import type { Journal, SavedRoom } from './journal.ts'
import { startSync, syncStep, type SyncEffect, type SyncEvent, type SyncState } from './sync.ts'
import { countOthers, unreadRule } from './unread.ts'

/** What a room that was never seen opens with; older ones come as the person scrolls. */
const OPENING_ENTRIES = 100

export interface RoomSyncDeps {
  journal: Journal
  clock: Clock
  /** The id of the person. */
  me: string
  range: (input: {
    room: string
    after?: number
    before?: number
    limit: number
  }) => Promise<Result<CommandValue<'range'>>>
  /** After the journal has it. `removed`: the ids that left the outbox with it. */
  applied: (room: RoomSync, entries: Entry[], via: 'push' | 'fill', removed: string[]) => void
  /** What is kept of the room is another piece of its log than before. */
  opened: (room: RoomSync, removed: string[]) => void
  /** Acknowledgements of the log that was dropped are forgotten. */
  reset: (room: RoomSync) => void
  /** An event has been dealt with. */
  settled: () => void
}

/** One room: its own queue, in which every change of what is kept runs alone and in order. */
export interface RoomSync {
  /** As it is on the disk. */
  saved(): SavedRoom
  unread(): number
  /** Nothing is kept yet, and something is on its way. */
  loading(): boolean
  /** All that is known of has been applied. */
  level(): boolean
  post(event: SyncEvent): void
  /** Runs when all that was posted before is done. Its failure is the caller's. */
  inTurn<T>(task: () => Promise<T>): Promise<T>
  /** Changes the room's own fields, in turn. */
  update(change: (room: SavedRoom) => SavedRoom): Promise<void>
  /** Reads one page of entries before what is kept, in turn. */
  fetchOlder(limit: number): Promise<void>
}

export function createRoomSync(start: SavedRoom, unreadAtStart: number, deps: RoomSyncDeps): RoomSync {
  const { journal, me } = deps
  let saved = start
  let unread = unreadAtStart
  let sync: SyncState = startSync(start)
  let last: Promise<unknown> = Promise.resolve()

  const room: RoomSync = {
    saved: () => saved,
    unread: () => unread,
    loading: () => saved.logId === undefined,
    level: () => sync.phase === 'level',
    // What failed is tried again from what the disk holds.
    post: (event) => void inTurn(() => take(event)).then(deps.settled, deps.settled),
    inTurn,
    update: (change) => inTurn(() => store(change(saved))),
    fetchOlder: (limit) => inTurn(() => older(limit)),
  }

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = last.then(task)
    last = run.catch(() => undefined)
    return run
  }

  async function take(event: SyncEvent): Promise<void> {
    const step = syncStep(sync, event)
    sync = step.state
    try {
      for (const effect of step.effects) await carryOut(effect)
    } catch (error) {
      // The disk has the truth: go on from what it holds when the server next tells its heads.
      sync = { ...startSync(saved), ask: sync.ask }
      throw error
    }
  }

  async function carryOut(effect: SyncEffect): Promise<void> {
    switch (effect.type) {
      case 'apply':
        return apply(effect.entries, effect.via)
      case 'open':
        return open(effect)
      case 'reset':
        saved = { ...saved, logId: undefined, low: 1, cursor: 0, reloaded: true }
        await journal.reset(saved)
        return deps.reset(room)
      case 'fetch':
        return void deps.clock.after(effect.delayMs, () => void fetch(effect.ask, effect.after))
    }
  }

  async function apply(entries: Entry[], via: 'push' | 'fill'): Promise<void> {
    const next = { ...saved, cursor: entries.at(-1)?.seq ?? saved.cursor }
    const removed = await journal.apply(next, entries, me)
    saved = next
    unread += countOthers(entries, unreadRule(saved).after, me)
    deps.applied(room, entries, via, removed)
  }

  async function open(page: { logId: string; floor: number; entries: Entry[] }): Promise<void> {
    const cursor = page.entries.at(-1)?.seq ?? 0
    const next = { ...saved, logId: page.logId, floor: page.floor, low: page.entries[0]?.seq ?? 1, cursor }
    const removed = await journal.apply(next, page.entries, me)
    saved = next
    await recount()
    deps.opened(room, removed)
  }

  async function fetch(ask: number, after: number | undefined): Promise<void> {
    const limit = after === undefined ? OPENING_ENTRIES : RANGE_MAX_ENTRIES
    const page = await deps.range({ room: saved.id, limit, ...(after === undefined ? {} : { after }) })
    room.post(page.ok ? { type: 'page', ask, ...page.value } : { type: 'page-failed', ask })
  }

  async function store(next: SavedRoom): Promise<void> {
    await journal.saveRoom(next)
    saved = next
    await recount()
  }

  async function recount(): Promise<void> {
    const { add, after } = unreadRule(saved)
    unread = add + (await journal.countOthers(saved.id, after, me))
  }

  async function older(limit: number): Promise<void> {
    if (saved.logId === undefined || saved.low <= saved.floor) return
    const page = await deps.range({ room: saved.id, before: saved.low, limit })
    if (!page.ok || page.value.logId !== saved.logId) return
    const { entries, floor } = page.value
    const joins = entries.every((entry, i) => entry.seq === saved.low - entries.length + i)
    if (!joins) return
    const next = { ...saved, floor, low: entries[0]?.seq ?? floor }
    await journal.apply(next, entries, me)
    saved = next
  }

  return room
}

export const newRoom = (room: Room): SavedRoom => ({
  id: room.id,
  name: room.name,
  members: room.members,
  logId: undefined,
  low: 1,
  cursor: 0,
  floor: 1,
  seen: room.seen,
  base: { seen: room.seen, seq: room.head, count: room.unread },
  reloaded: false,
})
