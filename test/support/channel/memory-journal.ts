import type { Entry } from '../../../protocol/entry.ts'
import { isUnreadFor } from '../../../extension/background/channel/unread.ts'
import type {
  Journal,
  OutboxItem,
  SavedSettings,
  SavedRoom,
} from '../../../extension/background/channel/journal.ts'

/** A journal that lives as long as this process: for a client in Node. */
export function createMemoryJournal(): Journal {
  const rooms = new Map<string, SavedRoom>()
  const kept = new Map<string, Map<number, Entry>>()
  const unread = new Map<string, Set<number>>()
  let outbox: OutboxItem[] = []
  let order = 0
  let settings: SavedSettings | undefined
  let connectedUntil: number | undefined

  const of = (room: string): Entry[] => [...(kept.get(room)?.values() ?? [])].sort((a, b) => a.seq - b.seq)
  const isHeld = (item: OutboxItem, room: SavedRoom): boolean =>
    item.acknowledged?.logId === room.logId && (item.acknowledged?.seq ?? Infinity) <= room.cursor

  function forget(room: string): void {
    kept.delete(room)
    unread.delete(room)
  }

  function put(room: SavedRoom, entries: Entry[], me: string): string[] {
    const before = rooms.get(room.id)
    rooms.set(room.id, room)
    const log = kept.get(room.id) ?? new Map<number, Entry>()
    const counted = unread.get(room.id) ?? new Set<number>()
    kept.set(room.id, log)
    unread.set(room.id, counted)
    for (const entry of entries) {
      log.set(entry.seq, entry)
      if (isUnreadFor(entry, me)) counted.add(entry.seq)
    }
    // By what is there, and not by seq: a server may name any.
    const trimmed =
      room.low > (before?.low ?? room.low) ? [...log.keys()].filter((seq) => seq < room.low) : []
    for (const seq of trimmed) {
      log.delete(seq)
      counted.delete(seq)
    }
    const ids = new Set(entries.filter((entry) => entry.author.id === me).map((entry) => entry.id))
    const gone = outbox.filter((item) => item.room === room.id && (ids.has(item.id) || isHeld(item, room)))
    outbox = outbox.filter((item) => !gone.includes(item))
    return gone.map((item) => item.id)
  }

  return {
    rooms: async () => [...rooms.values()],
    outbox: async () => outbox,
    entries: async (room, before, limit) =>
      of(room)
        .filter((entry) => entry.seq < before)
        .slice(-limit),
    countOthers: async (room, after, upTo = Infinity) =>
      [...(unread.get(room) ?? [])].filter((seq) => seq > after && seq <= upTo).length,
    entry: async (room, seq) => kept.get(room)?.get(seq),
    about: async (room, seq) => of(room).filter(({ about }) => about === seq),
    settings: async () => settings,
    connectedUntil: async () => connectedUntil,
    saveRoom: async (room) => void rooms.set(room.id, room),
    removeRoom: async (room) => {
      rooms.delete(room)
      forget(room)
      const gone = outbox.filter(
        (item) => item.room === room && (item.acknowledged || item.about !== undefined),
      )
      outbox = outbox.filter((item) => !gone.includes(item))
      return gone.map(({ id }) => id)
    },
    apply: async (room, entries, me) => put(room, entries, me),
    open: async (room, entries, me) => {
      forget(room.id)
      return put(room, entries, me)
    },
    reset: async (room) => {
      rooms.set(room.id, room)
      forget(room.id)
      outbox = outbox
        .filter((item) => item.room !== room.id || item.about === undefined)
        .map((item) => (item.room === room.id ? { ...item, acknowledged: undefined } : item))
    },
    queue: async (item) => {
      const known = outbox.find(({ id }) => id === item.id)
      if (known) return known
      const queued = { ...item, order: ++order }
      outbox = [...outbox, queued]
      return queued
    },
    saveItem: async (next) => {
      const known = outbox.some(({ order }) => order === next.order)
      const room = rooms.get(next.room)
      const held = room !== undefined && isHeld(next, room)
      if (held) outbox = outbox.filter((item) => item.order !== next.order)
      else outbox = outbox.map((item) => (item.order === next.order ? next : item))
      return known && !held ? 'waits' : 'left'
    },
    deleteItem: async (id) => {
      const gone = outbox.filter((item) => item.id === id && (item.refused || item.notBefore !== undefined))
      outbox = outbox.filter((item) => !gone.includes(item))
      return gone.length > 0
    },
    saveSettings: async (next) => {
      settings = next
    },
    saveConnectedUntil: async (at) => {
      connectedUntil = at
    },
  }
}
