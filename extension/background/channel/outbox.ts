import { isTemporary } from '../../../protocol/error-code.ts'
import { entryKinds, type MemberKind } from '../../../protocol/entry-kinds.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../../protocol/up.ts'
import type { Clock } from '../clock.ts'
import type { Journal, OutboxItem } from './journal.ts'
import { retryDelay } from '../retry-loop.ts'

export interface OutboxDeps {
  journal: Journal
  clock: Clock
  append: (input: CommandInput<'append'>) => Promise<Result<CommandValue<'append'>>>
  connected: () => boolean
  /** The room's log is known to be the one that is kept: what a seq names there is what it named when it was queued. */
  confirmed: (room: string) => boolean
  changed: (room: string) => void
}

export interface NewItem {
  room: string
  id: string
  kind: MemberKind
  about?: number | undefined
  body: Record<string, unknown>
  holdMs?: number
}

/** Entries that wait for their place in the log: stored before anybody hears of them, sent in order (SPEC 3). */
export interface Outbox {
  items(room: string): OutboxItem[]
  /** Rooms with items, those that one is no longer in too. */
  rooms(): string[]
  /** Rooms with items that the log has and that wait for their entry. It does not come to a room that one was removed from. */
  acknowledgedIn(): string[]
  /** How many messages the log does not have, in all rooms, refused ones too; acknowledged ones only wait for their entry. */
  count(): number
  /**
   * Settles when the entry is flushed to the disk, with the id that it waits by. A repeat of an id that waits changes nothing,
   * nor does a second one of a kind that the log holds once for each message.
   * `holdMs`: it is held back so long, so that `delete` can undo it, and what is added to the room later waits behind
   * it. After a restart of the background the rest of that time is left, whatever the clock says: never more than `holdMs`.
   */
  add(item: NewItem): Promise<string>
  /**
   * Settles when the log holds the entry or it was refused for good, or with `unavailable` once the connection has ended
   * before either: it is sent again with the next one.
   */
  outcome(id: string): Promise<Result<null>>
  /** Sends a refused message again, in its old place. */
  retry(id: string): Promise<void>
  /**
   * Takes back a message that was refused, or that is still held back. True: it is gone and will not be sent. False: it
   * is not here, or it may be with the server already, and would come back from there.
   */
  delete(id: string): Promise<boolean>
  /** Sends what can be sent, at once: there is a new connection. */
  pump(): void
  /** The room has heard of its log: what is about an entry of it can be sent. */
  confirmed(room: string): void
  /** What the journal took out, because the log holds it. */
  removed(ids: string[]): void
  /** What the journal took out with a room that one is no longer in. */
  removedWithRoom(ids: string[]): void
  /** The room's log is another one: what the old one acknowledged is sent again, and what was about an entry of it is gone. */
  forgetAcknowledged(room: string): void
}

export function createOutbox(start: OutboxItem[], deps: OutboxDeps): Outbox {
  const { journal, clock } = deps
  let items = start
  /** Rooms with a command on its way: at most one, which keeps the order. */
  const busy = new Set<string>()
  /** Rooms that wait after a refusal that heals: failed tries in a row, and what ends the wait. */
  const held = new Map<string, { failures: number; cancel: (() => void) | undefined }>()

  /** Ids of items whose time to be undone is not over. */
  const heldBack = new Set<string>()
  /** Who waits for the outcome of an item, by its id. */
  const waiters = new Map<string, ((outcome: Result<null>) => void)[]>()

  const find = (id: string): OutboxItem | undefined => items.find((item) => item.id === id)
  const replace = (next: OutboxItem): void => {
    items = items.map((item) => (item.id === next.id ? next : item))
    deps.changed(next.room)
  }
  function tell(id: string, outcome: Result<null>): void {
    for (const settle of waiters.get(id) ?? []) settle(outcome)
    waiters.delete(id)
  }
  const take = (ids: string[], outcome: Result<null> = ok(null)): void => {
    for (const id of ids) tell(id, outcome)
    const rooms = new Set(items.filter((item) => ids.includes(item.id)).map((item) => item.room))
    items = items.filter((item) => !ids.includes(item.id))
    for (const room of rooms) deps.changed(room)
  }

  async function save(item: OutboxItem): Promise<void> {
    if ((await journal.saveItem(item)) === 'waits') replace(item)
    else take([item.id])
  }

  async function settle(item: OutboxItem, answer: Result<CommandValue<'append'>>): Promise<'next' | 'hold'> {
    if (answer.ok) {
      const { logId, seq } = answer.value
      await save({ ...item, acknowledged: { logId, seq } })
      tell(item.id, ok(null))
      return 'next'
    }
    if (isTemporary(answer.error.code) || answer.error.code === 'unauthorized') return 'hold'
    tell(item.id, answer)
    await save({ ...item, refused: answer.error })
    // Nobody sees it wait: whoever asked for it has been told.
    if (item.kind !== 'message' && (await journal.deleteItem(item.id))) take([item.id])
    return 'next'
  }

  /** Undefined too while the first one is held back: the others wait behind it. */
  function nextOf(room: string): OutboxItem | undefined {
    const first = items.find(
      (item) =>
        item.room === room &&
        !item.acknowledged &&
        !item.refused &&
        (item.about === undefined || deps.confirmed(room)),
    )
    return first && heldBack.has(first.id) ? undefined : first
  }

  function holdBack({ id, room, at, notBefore }: OutboxItem): void {
    if (notBefore === undefined) return
    heldBack.add(id)
    // By the clock what is left of it, but a clock that was set back must not hold it for longer than was meant.
    const left = Math.max(0, Math.min(notBefore - clock.now(), notBefore - at))
    clock.after(left, () => {
      heldBack.delete(id)
      void pumpRoom(room)
    })
  }

  async function pumpRoom(room: string): Promise<void> {
    if (busy.has(room) || held.get(room)?.cancel) return
    busy.add(room)
    // A journal that fails is held like a server that does: the item is where it was.
    const outcome = await sendAll(room).catch(() => 'hold' as const)
    busy.delete(room)
    if (!deps.connected())
      for (const { id } of items.filter((item) => item.room === room)) tell(id, connectionEnded)
    if (outcome === 'hold') return hold(room)
    held.delete(room)
    // Something may have been added after the last look.
    if (deps.connected() && nextOf(room)) void pumpRoom(room)
  }

  function hold(room: string): void {
    const failures = held.get(room)?.failures ?? 0
    const cancel = clock.after(retryDelay(failures, clock.random()), () => release(room))
    held.set(room, { failures: failures + 1, cancel })
  }

  function release(room: string): void {
    const wait = held.get(room)
    wait?.cancel?.()
    if (wait) held.set(room, { ...wait, cancel: undefined })
    void pumpRoom(room)
  }

  async function sendAll(room: string): Promise<'done' | 'hold'> {
    while (deps.connected()) {
      const item = nextOf(room)
      if (!item) break
      if (item.notBefore !== undefined) {
        // Before it is sent the disk knows that it can not be undone any more; it may be undone just before that.
        await save({ ...item, notBefore: undefined })
        continue
      }
      const { id, kind, about, body } = item
      if ((await settle(item, await deps.append({ room, id, kind, about, body }))) === 'hold') return 'hold'
    }
    return 'done'
  }

  function pump(): void {
    for (const room of new Set(items.map((item) => item.room))) release(room)
  }

  for (const item of start) holdBack(item)
  return {
    items: (room) => items.filter((item) => item.room === room),
    rooms: () => [...new Set(items.map((item) => item.room))],
    acknowledgedIn: () => items.filter((item) => item.acknowledged).map(({ room }) => room),
    count: () => items.filter((item) => item.kind === 'message' && !item.acknowledged).length,
    add: async ({ room, id, kind, about, body, holdMs }) => {
      const same = entryKinds[kind].once === 'about' && items.find(isAbout(room, kind, about))
      if (same) return same.id
      const at = clock.now()
      const notBefore = holdMs === undefined ? undefined : at + holdMs
      const item = await journal.queue({
        id,
        room,
        kind,
        about,
        body,
        at,
        acknowledged: undefined,
        refused: undefined,
        notBefore,
      })
      if (find(item.id)) return item.id
      items = [...items, item].sort((a, b) => a.order - b.order)
      holdBack(item)
      deps.changed(room)
      void pumpRoom(room)
      return item.id
    },
    outcome: (id) =>
      new Promise((settle) => {
        const item = find(id)
        // It left since it was added: the log holds it.
        if (!item || item.acknowledged) return settle(ok(null))
        waiters.set(id, [...(waiters.get(id) ?? []), settle])
      }),
    retry: async (id) => {
      const item = find(id)
      if (!item?.refused) return
      await save({ ...item, refused: undefined })
      void pumpRoom(item.room)
    },
    delete: async (id) => {
      const room = find(id)?.room
      if (!(await journal.deleteItem(id))) return false
      heldBack.delete(id)
      take([id])
      // What waited behind it.
      if (room !== undefined) void pumpRoom(room)
      return true
    },
    pump,
    confirmed: (room) => {
      if (items.some((item) => item.room === room && item.about !== undefined)) void pumpRoom(room)
    },
    removed: (ids) => take(ids),
    removedWithRoom: (ids) => take(ids, notInRoom),
    forgetAcknowledged: (room) => {
      const gone = items.filter((item) => item.room === room && item.about !== undefined).map(({ id }) => id)
      take(gone, otherLog)
      items = items.map((item) => (item.room === room ? { ...item, acknowledged: undefined } : item))
      void pumpRoom(room)
    },
  }
}

const isAbout =
  (room: string, kind: MemberKind, about: number | undefined) =>
  (item: OutboxItem): boolean =>
    item.room === room && item.kind === kind && item.about === about && item.refused === undefined

const connectionEnded = fail('unavailable', 'The connection ended before the answer came.')
const notInRoom = fail('unknown_room', 'You are not in this room any more.')
const otherLog = fail('malformed', 'This message is not here any more.')
