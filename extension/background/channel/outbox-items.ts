import type { EntryId, RoomId } from '../../../protocol/entry.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import { withoutLog, type Journal, type OutboxItem } from './journal.ts'

type Outcome = Result<null>

export interface OutboxItemsDeps {
  journal: Pick<Journal, 'saveItem' | 'deleteItem'>
  changed: (room: RoomId) => void
}

/** The outbox in memory, in order, and who waits for the outcome of an item. The journal has each change first. */
export interface OutboxItems {
  all(): readonly OutboxItem[]
  of(room: RoomId): OutboxItem[]
  find(id: EntryId): OutboxItem | undefined
  /** The journal has queued it. */
  queued(item: OutboxItem): void
  /** Stores a change of an item, or drops the item if the journal has taken it out meanwhile. */
  save(item: OutboxItem): Promise<void>
  /** Takes out an item that was surely not sent. False: it stays, or is not here. */
  delete(id: EntryId): Promise<boolean>
  /** The journal took these out: the log holds them. */
  removed(ids: EntryId[]): void
  /** The journal took these out with a room that the person is no longer in, and forgot its log. */
  removedWithRoom(room: RoomId, ids: EntryId[]): void
  /** The journal forgot the room's log: what it acknowledged, and what only changed an entry of it. */
  forgetLog(room: RoomId): void
  outcome(id: EntryId): Promise<Outcome>
  settle(id: EntryId, outcome: Outcome): void
}

export function createOutboxItems(start: OutboxItem[], { journal, changed }: OutboxItemsDeps): OutboxItems {
  const outcomes = createOutcomes()
  let items = start
  const of = (room: RoomId): OutboxItem[] => items.filter((item) => item.room === room)
  const find = (id: EntryId): OutboxItem | undefined => items.find((item) => item.id === id)

  function remove(ids: EntryId[], outcome: Outcome): void {
    for (const id of ids) outcomes.settle(id, outcome)
    const gone = items.filter(({ id }) => ids.includes(id))
    items = items.filter((item) => !gone.includes(item))
    for (const room of new Set(gone.map(({ room }) => room))) changed(room)
  }

  function forgetLog(room: RoomId): void {
    const gone = of(room).filter((item) => withoutLog(item) === undefined)
    remove(
      gone.map(({ id }) => id),
      otherLog,
    )
    items = items.map((item) => (item.room === room ? (withoutLog(item) ?? item) : item))
  }

  return {
    all: () => items,
    of,
    find,
    queued: (item) => {
      items = [...items, item].sort((a, b) => a.order - b.order)
      changed(item.room)
    },
    save: async (item) => {
      if ((await journal.saveItem(item)) === 'left') return remove([item.id], ok(null))
      items = items.map((other) => (other.id === item.id ? item : other))
      changed(item.room)
    },
    delete: async (id) => {
      const isGone = await journal.deleteItem(id)
      if (isGone) remove([id], ok(null))
      return isGone
    },
    removed: (ids) => remove(ids, ok(null)),
    removedWithRoom: (room, ids) => {
      remove(ids, notInRoom)
      forgetLog(room)
    },
    forgetLog,
    outcome: async (id) => {
      const item = find(id)
      // An item that left since it was added is in the log.
      return item && !item.acknowledged ? outcomes.next(id) : ok(null)
    },
    settle: outcomes.settle,
  }
}

/** Who waits for the outcome of an item, by its id. */
function createOutcomes() {
  const waiting = new Map<EntryId, ((outcome: Outcome) => void)[]>()
  return {
    next: (id: EntryId) =>
      new Promise<Outcome>((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve])),
    settle: (id: EntryId, outcome: Outcome): void => {
      for (const resolve of waiting.get(id) ?? []) resolve(outcome)
      waiting.delete(id)
    },
  }
}

const notInRoom = fail('unknown_room', 'You are not in this room any more.')
const otherLog = fail('malformed', 'This message is not here any more.')
