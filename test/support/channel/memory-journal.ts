import { deletedIn, isTextOf, withoutTextOf } from '../../../protocol/deletion.ts'
import type { Entry } from '../../../protocol/entry.ts'
import { isUnreadFor } from '../../../extension/background/channel/unread.ts'
import {
  withoutLog,
  type Journal,
  type OutboxItem,
  type SavedSettings,
  type SavedRoom,
} from '../../../extension/background/channel/journal.ts'

/** A journal that lives as long as this process: for a client in Node. */
export function createMemoryJournal(): Journal {
  const rooms = new Map<string, SavedRoom>()
  const logs = new Map<string, KeptLog>()
  const outbox = createMemoryOutbox()
  let settings: SavedSettings | undefined
  let connectedUntil: number | undefined

  function put(room: SavedRoom, entries: Entry[], me: string): string[] {
    const before = rooms.get(room.id)
    rooms.set(room.id, room)
    const log = logs.get(room.id) ?? createKeptLog()
    logs.set(room.id, log)
    log.add(entries, me)
    if (before !== undefined && room.low > before.low) log.trimBefore(room.low)
    const ids = new Set(entries.filter((entry) => entry.author.id === me).map((entry) => entry.id))
    const deleted = deletedIn(entries)
    const isGone = (item: OutboxItem): boolean =>
      ids.has(item.id) || isInLog(item, room) || isTextOf({ ...item, seq: 0 }, deleted)
    return outbox.takeOut((item) => item.room === room.id && isGone(item))
  }

  return {
    rooms: async () => [...rooms.values()],
    outbox: async () => outbox.items(),
    entries: async (room, before, limit) =>
      (logs.get(room)?.inOrder() ?? []).filter((entry) => entry.seq < before).slice(-limit),
    countOthers: async (room, after, upTo = Infinity) => logs.get(room)?.countUnread(after, upTo) ?? 0,
    entry: async (room, seq) => logs.get(room)?.entry(seq),
    about: async (room, seq) => (logs.get(room)?.inOrder() ?? []).filter(({ about }) => about === seq),
    settings: async () => settings,
    connectedUntil: async () => connectedUntil,
    saveRoom: async (room) => void rooms.set(room.id, room),
    removeRoom: async (room) => {
      rooms.delete(room)
      logs.delete(room)
      const taken = outbox.takeOut(({ room: of, acknowledged }) => of === room && acknowledged !== undefined)
      return [...taken, ...outbox.forgetLog(room)]
    },
    apply: async (room, entries, me) => put(room, entries, me),
    open: async (room, entries, me) => {
      logs.delete(room.id)
      return put(room, entries, me)
    },
    reset: async (room) => {
      rooms.set(room.id, room)
      logs.delete(room.id)
      outbox.forgetLog(room.id)
    },
    queue: async (item) => outbox.queue(item),
    saveItem: async (item) => outbox.save(item, rooms.get(item.room)),
    deleteItem: async (id) =>
      outbox.takeOut((item) => item.id === id && (item.refused !== undefined || item.notBefore !== undefined))
        .length > 0,
    saveSettings: async (next) => {
      settings = next
    },
    saveConnectedUntil: async (at) => {
      connectedUntil = at
    },
  }
}

type KeptLog = ReturnType<typeof createKeptLog>

/** The kept entries of one room. */
function createKeptLog() {
  const entries = new Map<number, Entry>()
  const unread = new Set<number>()
  const deleted = new Set<number>()
  return {
    inOrder: (): Entry[] => [...entries.values()].sort((a, b) => a.seq - b.seq),
    entry: (seq: number) => entries.get(seq),
    countUnread: (after: number, upTo: number): number =>
      [...unread].filter((seq) => seq > after && seq <= upTo).length,
    add: (added: Entry[], me: string): void => {
      const now = deletedIn(added)
      for (const seq of now) deleted.add(seq)
      for (const entry of withoutTextOf(added, deleted)) {
        entries.set(entry.seq, entry)
        if (isUnreadFor(entry, me)) unread.add(entry.seq)
      }
      if (now.size === 0) return
      for (const entry of withoutTextOf([...entries.values()], now)) entries.set(entry.seq, entry)
    },
    /** By what is there, and not by seq: a server may name any. */
    trimBefore: (low: number): void => {
      for (const seq of [...entries.keys()].filter((seq) => seq < low)) {
        entries.delete(seq)
        unread.delete(seq)
      }
    },
  }
}

/** What waits to be sent, of all rooms. */
function createMemoryOutbox() {
  let items: OutboxItem[] = []
  let order = 0

  /** Answers with the ids. */
  function takeOut(isGone: (item: OutboxItem) => boolean): string[] {
    const gone = items.filter(isGone)
    items = items.filter((item) => !gone.includes(item))
    return gone.map(({ id }) => id)
  }

  return {
    items: () => items,
    takeOut,
    /** Answers with the ids of those that go with the log. */
    forgetLog: (room: string): string[] => {
      const gone = takeOut((item) => item.room === room && withoutLog(item) === undefined)
      items = items.map((item) => (item.room === room ? (withoutLog(item) ?? item) : item))
      return gone
    },
    queue: (item: Omit<OutboxItem, 'order'>): OutboxItem => {
      const known = items.find(({ id }) => id === item.id)
      if (known) return known
      const queued = { ...item, order: ++order }
      items = [...items, queued]
      return queued
    },
    save: (next: OutboxItem, room: SavedRoom | undefined): 'waits' | 'left' => {
      const isKnown = items.some((item) => item.order === next.order)
      if (room !== undefined && isInLog(next, room)) {
        takeOut((item) => item.order === next.order)
        return 'left'
      }
      items = items.map((item) => (item.order === next.order ? next : item))
      return isKnown ? 'waits' : 'left'
    },
  }
}

const isInLog = ({ acknowledged }: OutboxItem, room: SavedRoom): boolean =>
  acknowledged !== undefined && acknowledged.logId === room.logId && acknowledged.seq <= room.cursor
