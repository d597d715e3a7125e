import type { IDBPTransaction } from 'idb'
import type { Entry } from '../../../protocol/entry.ts'
import type { Journal, OutboxItem, SavedRoom } from '../channel/journal.ts'
import { isUnreadFor } from '../channel/unread.ts'
import type { Database, JournalSchema } from './open-database.ts'
import { readEntries, readEntry, toStored } from './stored-entry.ts'
import { momentSchema, read, readItem, readItems, readRoom, readSettings } from './stored-rows.ts'

/** Waits for the disk and not just for the operating system's cache. */
const FLUSHED = { durability: 'strict' } as const

/** The last seq that there can be. */
const LAST = Number.MAX_SAFE_INTEGER

/** Every entry of a room, or those from `from` to `to`, both included. */
const span = (room: string, from = 0, to = LAST): IDBKeyRange => IDBKeyRange.bound([room, from], [room, to])

/** The channel's journal in the extension's own IndexedDB, where no page and no injected script can read it. */
export function createIndexedDbJournal(db: Database): Journal {
  return {
    rooms: async () => (await db.getAll('rooms')).map(readRoom).filter((room) => room !== undefined),
    outbox: async () => readItems(await db.getAll('outbox')),
    entries: (room, before, limit) => newestBefore(db, room, before, limit),
    countOthers: async (room, after, upTo = LAST) =>
      upTo <= after ? 0 : db.count('unread', span(room, after + 1, upTo)),
    entry: async (room, seq) => readEntry(await db.get('entries', [room, seq])),
    about: async (room, seq) => readEntries(await db.getAllFromIndex('entries', 'about', [room, seq])),
    settings: async () => readSettings(await db.get('settings', 'settings')),
    connectedUntil: async () => read(momentSchema, await db.get('state', 'connectedUntil')),
    saveRoom: async (room) => void (await db.put('rooms', room)),
    removeRoom: (room) => removeRoom(db, room),
    apply: (room, entries, me) => apply(db, room, entries, me, span(room.id, 0, room.low - 1)),
    open: (room, entries, me) => apply(db, room, entries, me, span(room.id)),
    reset: (room) => reset(db, room),
    queue: (item) => queue(db, item),
    saveItem: (item) => saveItem(db, item),
    deleteItem: async (id) => {
      // Flushed: what was undone must not be sent after a power cut.
      const tx = db.transaction('outbox', 'readwrite', FLUSHED)
      const item = readItem(await tx.store.index('id').get(id))
      const canGo = item !== undefined && (item.refused !== undefined || item.notBefore !== undefined)
      if (canGo) await tx.store.delete(item.order)
      await tx.done
      return canGo
    },
    saveSettings: async (settings) => {
      const tx = db.transaction('settings', 'readwrite', FLUSHED)
      await Promise.all([tx.store.put(settings, 'settings'), tx.done])
    },
    saveConnectedUntil: async (at) => void (await db.put('state', at, 'connectedUntil')),
  }
}

async function newestBefore(db: Database, room: string, before: number, limit: number): Promise<Entry[]> {
  // A room's entries are contiguous, so the wanted ones are the last `limit` keys of the span.
  const newest = await db.transaction('entries').store.openKeyCursor(span(room, 0, before - 1), 'prev')
  if (newest === null) return []
  const last = newest.key[1]
  return readEntries(await db.getAll('entries', span(room, Math.max(0, last - limit + 1), last)))
}

async function queue(db: Database, item: Omit<OutboxItem, 'order'>): Promise<OutboxItem> {
  const tx = db.transaction(['outbox', 'drafts'], 'readwrite', FLUSHED)
  const store = tx.objectStore('outbox')
  const [key, row] = await Promise.all([store.index('id').getKey(item.id), store.index('id').get(item.id)])
  const known = readItem(row)
  // A damaged item of this id would refuse its own repeat.
  if (key !== undefined && !known) await store.delete(key)
  const order = known?.order ?? (await store.add({ ...item }))
  // A repeat must not take what was typed since.
  if (!known && item.kind === 'message') await tx.objectStore('drafts').delete(item.room)
  await tx.done
  return known ?? { ...item, order }
}

async function saveItem(db: Database, item: OutboxItem): Promise<'waits' | 'left'> {
  const tx = db.transaction(['outbox', 'rooms'], 'readwrite', FLUSHED)
  const outbox = tx.objectStore('outbox')
  const [kept, row] = await Promise.all([outbox.getKey(item.order), tx.objectStore('rooms').get(item.room)])
  const room = readRoom(row)
  const isKept = kept !== undefined
  const held = room !== undefined && holds(room, item)
  // It may have left meanwhile, applied by a push or deleted: putting it back would send it for ever.
  if (isKept && held) await outbox.delete(item.order)
  else if (isKept) await outbox.put(item)
  await tx.done
  return isKept && !held ? 'waits' : 'left'
}

/** Whether the log has put the item inside what is kept of it. */
const holds = (room: SavedRoom, { acknowledged }: OutboxItem): boolean =>
  acknowledged !== undefined && acknowledged.logId === room.logId && acknowledged.seq <= room.cursor

async function removeRoom(db: Database, room: string): Promise<string[]> {
  const tx = db.transaction(['rooms', 'entries', 'unread', 'outbox'], 'readwrite')
  const writes = [tx.objectStore('rooms').delete(room), ...deleteEntries(tx, span(room))]
  const all = readItems(await tx.objectStore('outbox').getAll())
  const gone = all.filter((item) => item.room === room && (item.acknowledged || item.about !== undefined))
  for (const { order } of gone) writes.push(tx.objectStore('outbox').delete(order))
  await Promise.all([...writes, tx.done])
  return gone.map(({ id }) => id)
}

type Writing = IDBPTransaction<JournalSchema, ('rooms' | 'entries' | 'unread' | 'outbox')[], 'readwrite'>

const deleteEntries = (tx: Writing, range: IDBKeyRange): Promise<void>[] => [
  tx.objectStore('entries').delete(range),
  tx.objectStore('unread').delete(range),
]

/** `leaves`: the entries that were kept and are no longer. */
async function apply(
  db: Database,
  room: SavedRoom,
  entries: Entry[],
  me: string,
  leaves: IDBKeyRange,
): Promise<string[]> {
  const tx: Writing = db.transaction(['rooms', 'entries', 'unread', 'outbox'], 'readwrite')
  const writes: Promise<unknown>[] = [tx.objectStore('rooms').put(room), ...deleteEntries(tx, leaves)]
  for (const entry of entries) {
    const key: [string, number] = [room.id, entry.seq]
    writes.push(tx.objectStore('entries').put(toStored(room.id, entry), key))
    if (isUnreadFor(entry, me)) writes.push(tx.objectStore('unread').put(true, key))
  }
  const ids = new Set(entries.filter((entry) => entry.author.id === me).map((entry) => entry.id))
  const removed: string[] = []
  for (const item of readItems(await tx.objectStore('outbox').getAll())) {
    if (item.room !== room.id) continue
    if (!holds(room, item) && !ids.has(item.id)) continue
    removed.push(item.id)
    writes.push(tx.objectStore('outbox').delete(item.order))
  }
  await Promise.all([...writes, tx.done])
  return removed
}

async function reset(db: Database, room: SavedRoom): Promise<void> {
  const tx: Writing = db.transaction(['rooms', 'entries', 'unread', 'outbox'], 'readwrite', FLUSHED)
  const writes: Promise<unknown>[] = [tx.objectStore('rooms').put(room), ...deleteEntries(tx, span(room.id))]
  for (const item of readItems(await tx.objectStore('outbox').getAll())) {
    if (item.room !== room.id) continue
    if (item.about !== undefined) writes.push(tx.objectStore('outbox').delete(item.order))
    else if (item.acknowledged)
      writes.push(tx.objectStore('outbox').put({ ...item, acknowledged: undefined }))
  }
  await Promise.all([...writes, tx.done])
}
