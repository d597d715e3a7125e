import type { IDBPTransaction } from 'idb'
import { deletedIn, isTextOf, withoutTextOf } from '../../../protocol/deletion.ts'
import type { Entry, EntryId, PersonId, RoomId, Seq } from '../../../protocol/entry.ts'
import { withoutLog, type Journal, type OutboxItem, type SavedRoom } from '../channel/journal.ts'
import { isUnreadFor } from '../channel/unread.ts'
import type { Database, JournalSchema } from './open-database.ts'
import { readEntries, readEntry, toStored } from './stored-entry.ts'
import { read, readItem, readItems, readRoom, readSettings, reckonedSchema } from './stored-rows.ts'

/** Waits for the disk and not just for the operating system's cache. */
const FLUSHED = { durability: 'strict' } as const

/** The last seq that there can be. */
const LAST: Seq = Number.MAX_SAFE_INTEGER

/** Every entry of a room, or those from `from` to `to`, both included. */
const span = (room: RoomId, from: Seq = 0, to: Seq = LAST): IDBKeyRange =>
  IDBKeyRange.bound([room, from], [room, to])

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
    connectedUntil: async () => read(reckonedSchema, await db.get('state', 'connectedUntil')),
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

async function newestBefore(db: Database, room: RoomId, before: Seq, limit: number): Promise<Entry[]> {
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
  const drafts = tx.objectStore('drafts')
  // Another window's draft stays. A repeat must not take what was typed since.
  const isSent = !known && item.kind === 'message' && (await drafts.get(item.room)) === item.body['text']
  if (isSent) await drafts.delete(item.room)
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

type Writing = IDBPTransaction<
  JournalSchema,
  ('rooms' | 'entries' | 'unread' | 'outbox' | 'drafts')[],
  'readwrite'
>

const begin = (db: Database, options?: IDBTransactionOptions): Writing =>
  db.transaction(['rooms', 'entries', 'unread', 'outbox', 'drafts'], 'readwrite', options)

const deleteEntries = (tx: Writing, range: IDBKeyRange): Promise<void>[] => [
  tx.objectStore('entries').delete(range),
  tx.objectStore('unread').delete(range),
]

async function removeRoom(db: Database, room: RoomId): Promise<EntryId[]> {
  const tx = begin(db)
  const writes: Promise<unknown>[] = [tx.objectStore('rooms').delete(room), ...deleteEntries(tx, span(room))]
  const outbox = tx.objectStore('outbox')
  const removed: EntryId[] = []
  for (const item of readItems(await outbox.getAll())) {
    if (item.room !== room) continue
    const stays = item.acknowledged ? undefined : withoutLog(item)
    if (stays === undefined) removed.push(item.id)
    writes.push(stays === undefined ? outbox.delete(item.order) : outbox.put(stays))
  }
  await Promise.all([...writes, tx.done])
  return removed
}

/** `leaves`: the entries that were kept and are no longer. */
async function apply(
  db: Database,
  room: SavedRoom,
  entries: Entry[],
  me: PersonId,
  leaves: IDBKeyRange,
): Promise<EntryId[]> {
  const tx = begin(db)
  const writes: Promise<unknown>[] = [tx.objectStore('rooms').put(room), ...deleteEntries(tx, leaves)]
  const deleted = deletedIn(entries)
  const deletedBefore = await deletedByKept(tx, room, entries)
  for (const entry of withoutTextOf(entries, new Set([...deleted, ...deletedBefore]))) {
    const key: [RoomId, Seq] = [room.id, entry.seq]
    writes.push(tx.objectStore('entries').put(toStored(room.id, entry), key))
    if (isUnreadFor(entry, me)) writes.push(tx.objectStore('unread').put(true, key))
  }
  if (deleted.size > 0) writes.push(blankKept(tx, room.id, entries, deleted))
  const ids = new Set(entries.filter((entry) => entry.author.id === me).map((entry) => entry.id))
  const removed: EntryId[] = []
  for (const item of readItems(await tx.objectStore('outbox').getAll())) {
    if (item.room !== room.id) continue
    if (!holds(room, item) && !ids.has(item.id) && !isTextOf({ ...item, seq: 0 }, deleted)) continue
    removed.push(item.id)
    writes.push(tx.objectStore('outbox').delete(item.order))
  }
  await Promise.all([...writes, tx.done])
  return removed
}

/** Which messages of an older page, or that its edits are about, a kept entry deletes: the page may have been read before. */
async function deletedByKept(tx: Writing, room: SavedRoom, entries: readonly Entry[]): Promise<Set<Seq>> {
  const last = entries.at(-1)?.seq
  // Nothing that is kept can be about what comes after it.
  if (last === undefined || last === room.cursor) return new Set()
  const seqs = entries.map(({ kind, seq, about }) => (kind === 'edit' && about !== undefined ? about : seq))
  const range = span(room.id, Math.min(...seqs), last)
  return deletedIn(readEntries(await tx.objectStore('entries').index('about').getAll(range)))
}

/** Takes the text of deleted messages, and of their edits, out of what is kept, with a draft that is one of these texts. */
async function blankKept(
  tx: Writing,
  room: RoomId,
  entries: readonly Entry[],
  deleted: ReadonlySet<Seq>,
): Promise<void> {
  const store = tx.objectStore('entries')
  const texts = new Set(entries.filter((entry) => isTextOf(entry, deleted)).map(({ body }) => body['text']))
  for (const seq of deleted) {
    const [message, about] = await Promise.all([
      store.get([room, seq]),
      store.index('about').getAll([room, seq]),
    ])
    const kept = readEntries([message, ...about]).filter((entry) => isTextOf(entry, deleted))
    for (const entry of kept) texts.add(entry.body['text'])
    await Promise.all(
      withoutTextOf(kept, deleted).map((entry) => store.put(toStored(room, entry), [room, entry.seq])),
    )
  }
  const drafts = tx.objectStore('drafts')
  const draft = await drafts.get(room)
  if (draft !== undefined && texts.has(draft)) await drafts.delete(room)
}

async function reset(db: Database, room: SavedRoom): Promise<void> {
  const tx = begin(db, FLUSHED)
  const writes: Promise<unknown>[] = [tx.objectStore('rooms').put(room), ...deleteEntries(tx, span(room.id))]
  const outbox = tx.objectStore('outbox')
  for (const item of readItems(await outbox.getAll())) {
    if (item.room !== room.id) continue
    const stays = withoutLog(item)
    writes.push(stays === undefined ? outbox.delete(item.order) : outbox.put(stays))
  }
  await Promise.all([...writes, tx.done])
}
