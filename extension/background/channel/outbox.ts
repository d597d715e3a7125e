import { entryKinds, type MemberKind } from '../../../protocol/entry-kinds.ts'
import type { EntryId, RoomId, Seq } from '../../../protocol/entry.ts'
import type { Result } from '../../../protocol/result.ts'
import type { Clock } from '../clock.ts'
import type { Journal, OutboxItem } from './journal.ts'
import { createOutboxItems, type OutboxItemsDeps } from './outbox-items.ts'
import { createOutboxSender, type OutboxSender, type OutboxSenderDeps } from './outbox-sender.ts'

export interface OutboxDeps extends Omit<OutboxSenderDeps, 'items' | 'isHeld'>, OutboxItemsDeps {
  journal: Pick<Journal, 'queue' | 'saveItem' | 'deleteItem'>
}

export interface NewItem {
  room: RoomId
  id: EntryId
  kind: MemberKind
  about?: Seq | undefined
  body: Record<string, unknown>
  holdMs?: number | undefined
}

/** Entries that wait for their place in the log: stored before anybody hears of them, sent in order (SPEC 3). */
export interface Outbox {
  items(room: RoomId): OutboxItem[]
  /** Rooms with items, those that the person is no longer in too. */
  rooms(): RoomId[]
  /** Rooms with items that the log has and that wait for their entry. It does not come to a room that the person was removed from. */
  acknowledgedIn(): RoomId[]
  /** How many messages the log does not have, in all rooms, refused ones too; acknowledged ones only wait for their entry. */
  count(): number
  /**
   * Settles when the entry is flushed to the disk, with the id that it waits by. A repeat of an id that waits changes nothing,
   * nor does a second one of a kind that the log holds once for each message.
   * `holdMs`: it is held back so long, so that `delete` can undo it, and messages that are added to the room later wait behind
   * a message. After a restart of the background the rest of that time is left, whatever the clock says: never more than `holdMs`.
   */
  add(item: NewItem): Promise<EntryId>
  /**
   * Settles when the log holds the entry or it was refused for good, or with `unavailable` once the connection has ended
   * before either: it is sent again with the next one.
   */
  outcome(id: EntryId): Promise<Result<null>>
  /** Sends what was refused again, in its old place. */
  retry(id: EntryId): Promise<void>
  /**
   * Removes what was refused, or is still held back. True: it is gone and will not be sent. False: it is not
   * here, or it may be with the server already, and would come back from there.
   */
  delete(id: EntryId): Promise<boolean>
  /** There is a new connection: sends what can be sent, at once. */
  connected(): void
  /** The room has heard of its log: what is about an entry of it can be sent. */
  confirmed(room: RoomId): void
  /** What the journal took out, because the log holds it. */
  removed(ids: EntryId[]): void
  /** What the journal took out with a room that the person is no longer in. A reply is none any more. */
  removedWithRoom(room: RoomId, ids: EntryId[]): void
  /**
   * The room's log is another one: what the old one acknowledged is sent again, what only changed an entry of it is gone, and a
   * reply is none any more.
   */
  forgetAcknowledged(room: RoomId): void
  /** Settles when nothing is being sent or written. A wait for the next try, or for the end of `holdMs`, counts as idle. */
  idle(): Promise<void>
  /** Nothing is sent any more. */
  close(): void
}

export function createOutbox(start: OutboxItem[], deps: OutboxDeps): Outbox {
  const { journal, clock } = deps
  const items = createOutboxItems(start, deps)
  const holds = createHolds(clock, (room) => sender.wake(room))
  const sender: OutboxSender = createOutboxSender({ ...deps, items, isHeld: holds.has })
  for (const item of start) holds.begin(item)

  async function add({ holdMs, about, ...entry }: NewItem): Promise<EntryId> {
    const same = entryKinds[entry.kind].once === 'about' && items.all().find(isLike({ ...entry, about }))
    if (same) return same.id
    const at = clock.now()
    const notBefore = holdMs === undefined ? undefined : at + holdMs
    const waiting = { acknowledged: undefined, refused: undefined, notBefore }
    const item = await journal.queue({ ...entry, about, at, ...waiting })
    if (items.find(item.id)) return item.id
    items.queued(item)
    holds.begin(item)
    sender.wake(item.room)
    return item.id
  }

  async function retry(id: EntryId): Promise<void> {
    const item = items.find(id)
    if (!item?.refused) return
    await items.save({ ...item, refused: undefined })
    sender.wake(item.room)
  }

  async function remove(id: EntryId): Promise<boolean> {
    const room = items.find(id)?.room
    if (!(await items.delete(id))) return false
    holds.end(id)
    // Others waited behind it.
    if (room !== undefined) sender.wake(room)
    return true
  }

  return {
    items: items.of,
    rooms: () => [...new Set(items.all().map(({ room }) => room))],
    acknowledgedIn: () =>
      items
        .all()
        .filter((item) => item.acknowledged)
        .map(({ room }) => room),
    count: () => items.all().filter((item) => item.kind === 'message' && !item.acknowledged).length,
    add,
    outcome: items.outcome,
    retry,
    delete: remove,
    connected: sender.retryNow,
    confirmed: sender.wake,
    removed: items.removed,
    removedWithRoom: items.removedWithRoom,
    forgetAcknowledged: (room) => {
      items.forgetLog(room)
      sender.wake(room)
    },
    idle: sender.idle,
    close: () => {
      sender.close()
      holds.close()
    },
  }
}

/** Items that are held back so that they can be undone, each with what ends its timer. */
function createHolds(clock: Clock, ended: (room: RoomId) => void) {
  const held = new Map<EntryId, () => void>()

  function end(id: EntryId): void {
    held.get(id)?.()
    held.delete(id)
  }

  return {
    has: (id: EntryId): boolean => held.has(id),
    begin: ({ id, room, at, notBefore }: OutboxItem): void => {
      if (notBefore === undefined) return
      // The clock gives the rest of the time. A clock that was set back must not hold it for longer than was meant.
      const rest = Math.max(0, Math.min(notBefore - clock.now(), notBefore - at))
      const cancel = clock.after(rest, () => {
        held.delete(id)
        ended(room)
      })
      held.set(id, cancel)
    },
    end,
    close: (): void => {
      for (const id of [...held.keys()]) end(id)
    },
  }
}

const isLike =
  ({ room, kind, about }: NewItem) =>
  (item: OutboxItem): boolean =>
    item.room === room && item.kind === kind && item.about === about && item.refused === undefined
