import type { Entry } from '../../../protocol/entry.ts'
import { RANGE_MAX_ENTRIES } from '../../../protocol/limits.ts'
import type { CommandValue, Room } from '../../../protocol/up.ts'
import type { Clock } from '../clock.ts'
import { createSerialQueue } from '../serial-queue.ts'
import type { Journal, SavedRoom } from './journal.ts'
import { KEPT_MAX, lowAfter } from './kept-window.ts'
import type { PageReader, ReadRange } from './page-reader.ts'
import type { PushBudget } from './push-budget.ts'
import { createPushQueue } from './push-queue.ts'
import { startSync, syncStep, type SyncEffect, type SyncEvent, type SyncState } from './sync.ts'
import { countOthers, unreadRule } from './unread.ts'

/** What a room that was never seen opens with; older ones come as the person scrolls. */
const OPENING_ENTRIES = 100

export interface RoomSyncDeps {
  journal: Journal
  clock: Clock
  /** The id of the person. */
  me: string
  /** What the person scrolls to is read at once … */
  range: ReadRange
  /** … what was missed in turn with the other rooms. */
  pages: PageReader
  budget: PushBudget
  /** After the journal has it. `removed`: the ids that left the outbox with it. */
  applied: (room: RoomSync, entries: Entry[], via: 'push' | 'fill', removed: string[]) => void
  /**
   * What is kept of the room is another piece of its log than before. `skipped`: its entries, where more of the same log
   * was missed than is read.
   */
  opened: (room: RoomSync, removed: string[], skipped: Entry[] | undefined) => void
  /** What was kept has been dropped; acknowledgements and read mark of that log mean nothing any more. */
  reset: (room: RoomSync) => void
  /** It was stopped, since the server kept replacing its log, or goes on. */
  stopped: () => void
  /** An event has been dealt with. */
  settled: () => void
}

/** One room: its own queue, in which every change of what is kept runs alone and in order. */
export interface RoomSync {
  /** As it is on the disk. */
  saved(): SavedRoom
  unread(): number
  /** The highest seq that was heard of. */
  head(): number
  /** Nothing is kept yet, and something is on its way. */
  loading(): boolean
  /** All that is known of has been applied. */
  level(): boolean
  /** The server has replaced its log too often: what is kept stays as it is until it is tried again. */
  stopped(): boolean
  post(event: SyncEvent): void
  /** Runs when all that was posted before is done. Its failure is the caller's. */
  inTurn<T>(task: () => Promise<T>): Promise<T>
  /** Changes the room's own fields, in turn. */
  update(change: (room: SavedRoom) => SavedRoom): Promise<void>
  /**
   * Reads one page of entries before `before`, which lies at or before what is kept. Only storing it waits its turn. Answers
   * with the page where it is not stored: it would be trimmed at once, or does not touch what is kept.
   */
  fetchOlder(before: number, limit: number): Promise<Entry[] | undefined>
  /** Counts what is unread in what is kept. */
  recount(): Promise<void>
  /** Ends it: nothing is read or stored any more. Settles when what was begun is done. */
  close(): Promise<void>
}

export function createRoomSync(start: SavedRoom, deps: RoomSyncDeps): RoomSync {
  const { journal, clock, me, budget } = deps
  const pushes = createPushQueue(budget)
  const { run: inTurn } = createSerialQueue()
  let saved = start
  let unread = 0
  let closed = false
  let sync: SyncState = startSync(start)
  /** The state of `sync` is ahead of the disk. */
  let carriesOut = false

  const room: RoomSync = {
    saved: () => saved,
    unread: () => unread,
    head: () => sync.head,
    loading: () => saved.logId === undefined,
    level: () => sync.phase === 'level' && !carriesOut,
    stopped: () => sync.phase === 'stopped',
    post,
    inTurn,
    update: (change) => inTurn(() => store(change(saved))),
    fetchOlder: older,
    recount: () => inTurn(recount),
    close: () => {
      closed = true
      step({ type: 'disconnected' })
      return inTurn(() => Promise.resolve())
    },
  }

  function post(event: SyncEvent): void {
    const admitted = pushes.admit(event)
    if (admitted === undefined) return
    const settled = (): void => {
      const putOff = pushes.done(admitted.size)
      if (putOff) post(putOff)
      deps.settled()
    }
    // What failed is tried again from what the disk holds.
    void inTurn(() => take(admitted.event)).then(settled, settled)
  }

  /** The state alone. */
  function step(event: SyncEvent): SyncEffect[] {
    const before = sync
    const next = syncStep(sync, event, { now: clock.now(), waitingMax: budget.left(sync.waitingSize) })
    sync = next.state
    budget.changed(before.waitingSize, sync.waitingSize)
    if ((before.phase === 'stopped') !== (sync.phase === 'stopped')) deps.stopped()
    return next.effects
  }

  async function take(event: SyncEvent): Promise<void> {
    if (closed) return
    const effects = step(event)
    carriesOut = true
    try {
      for (const effect of effects) await carryOut(effect)
    } catch (error) {
      // The disk has the truth: go on from what it holds when the server next tells its heads.
      budget.changed(sync.waitingSize, 0)
      sync = { ...startSync(saved), ask: sync.ask }
      throw error
    } finally {
      carriesOut = false
    }
  }

  async function carryOut(effect: SyncEffect): Promise<void> {
    switch (effect.type) {
      case 'apply':
        return apply(effect.entries, effect.via)
      case 'open':
        return open(effect)
      case 'reset':
        return reset()
      case 'fetch':
        return void clock.after(effect.delayMs, () => void fetch(effect.ask, effect.after))
    }
  }

  async function reset(): Promise<void> {
    const next = { ...saved, ...nothingKept, reloaded: true, replacedAt: sync.replacedAt }
    await journal.reset(next)
    saved = next
    unread = 0
    deps.reset(room)
  }

  async function apply(entries: Entry[], via: 'push' | 'fill'): Promise<void> {
    const cursor = entries.at(-1)?.seq ?? saved.cursor
    const low = lowAfter(saved.low, cursor)
    const next = { ...saved, cursor, low, base: await baseWithout(low) }
    const removed = await journal.apply(next, entries, me)
    saved = next
    unread += countOthers(entries, unreadRule(saved).after, me)
    deps.applied(room, entries, via, removed)
  }

  /** What is unread and trimmed is counted for the last time. */
  async function baseWithout(low: number): Promise<SavedRoom['base']> {
    const { add, after } = unreadRule(saved)
    if (low - 1 <= after) return saved.base
    const trimmed = await journal.countOthers(saved.id, after, low - 1)
    return { seen: saved.seen, seq: low - 1, count: add + trimmed }
  }

  async function open(page: Extract<SyncEffect, { type: 'open' }>): Promise<void> {
    const cursor = page.entries.at(-1)?.seq ?? 0
    const next = { ...saved, logId: page.logId, floor: page.floor, low: page.entries[0]?.seq ?? 1, cursor }
    const removed = await journal.open(next, page.entries, me)
    saved = next
    await recount()
    deps.opened(room, removed, page.skipped ? page.entries : undefined)
  }

  async function fetch(ask: number, after: number | undefined): Promise<void> {
    const wanted = (): boolean => !closed && ask === sync.ask
    const limit = after === undefined ? OPENING_ENTRIES : RANGE_MAX_ENTRIES
    const input = { room: saved.id, limit, ...(after === undefined ? {} : { after }) }
    const page = await deps.pages.read(input, wanted)
    if (page) room.post(page.ok ? { type: 'page', ask, ...page.value } : { type: 'page-failed', ask })
  }

  async function store(next: SavedRoom): Promise<void> {
    if (closed) return
    await journal.saveRoom(next)
    saved = next
    await recount()
  }

  async function recount(): Promise<void> {
    const { add, after } = unreadRule(saved)
    unread = add + (await journal.countOthers(saved.id, after))
  }

  async function older(before: number, limit: number): Promise<Entry[] | undefined> {
    const { logId, floor } = saved
    if (logId === undefined || before <= floor) return undefined
    const page = await deps.range({ room: saved.id, before, limit })
    if (!page.ok || page.value.logId !== logId) return undefined
    const { entries } = page.value
    const fits = entries.every((entry, i) => entry.seq === before - entries.length + i)
    if (!fits) return undefined
    return inTurn(() => prepend(page.value, before))
  }

  async function prepend(page: CommandValue<'range'>, before: number): Promise<Entry[] | undefined> {
    // Meanwhile the log may have become another one.
    if (closed || saved.logId !== page.logId) return undefined
    const low = page.entries[0]?.seq ?? page.floor
    if (saved.low !== before || saved.cursor - low >= KEPT_MAX)
      return before <= saved.low ? page.entries : undefined
    const next = { ...saved, floor: page.floor, low }
    await journal.apply(next, page.entries, me)
    saved = next
    await recount()
    return undefined
  }

  return room
}

/** A read mark is a place in one log, so it goes with it; the server tells the one of the next log. */
const nothingKept = {
  logId: undefined,
  low: 1,
  cursor: 0,
  floor: 1,
  seen: 0,
  base: { seen: 0, seq: 0, count: 0 },
}

export const newRoom = (room: Room): SavedRoom => ({
  ...nothingKept,
  id: room.id,
  name: room.name,
  members: room.members,
  seen: room.seen,
  base: { seen: room.seen, seq: room.head, count: room.unread },
  reloaded: false,
})

/** What the server's list says of a room that is known. A mark of another log is not compared with ours. */
export const relistRoom = (saved: SavedRoom, room: Room): SavedRoom => ({
  ...saved,
  name: room.name,
  members: room.members,
  base: { seen: room.seen, seq: room.head, count: room.unread },
  seen: saved.logId === room.logId ? Math.max(saved.seen, room.seen) : room.seen,
})
