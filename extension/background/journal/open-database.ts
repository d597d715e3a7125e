import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { EntryId, LogId, RoomId, Seq } from '../../../protocol/entry.ts'
import { fillUnread, giveItemsKinds, moveOutOfBodies, renameSettings, type Upgrade } from './upgrade.ts'

/** Every value is `unknown`: what is read goes through stored-rows.ts or stored-entry.ts, and one damaged row is left out. */
export interface JournalSchema extends DBSchema {
  /** Single values by name. */
  state: { key: string; value: unknown }
  rooms: { key: RoomId; value: unknown }
  /** By room and seq. */
  entries: { key: [RoomId, Seq]; value: unknown; indexes: { about: [RoomId, Seq] } }
  /** By room and seq, like the entries: those that count as unread once the read mark is before them. Keys alone matter. */
  unread: { key: [RoomId, Seq]; value: unknown }
  /** By order. */
  outbox: { key: number; value: unknown; indexes: { id: EntryId } }
  /** By room. */
  drafts: { key: RoomId; value: unknown }
  /** By logId: the last seq that a notification was raised for. */
  alerted: { key: LogId; value: unknown }
  /** By whose they are: the person's notification settings, and the settings of this browser. */
  settings: { key: 'settings' | 'device'; value: unknown }
}

export type Database = IDBPDatabase<JournalSchema>

/**
 * 1: the first. 2: with `settings`. 3: claims are found by their message. 4: with `unread`. 5: `about` and `priority` are
 * beside the body, and any entry is found by the one that it is about. 6: entries of any kind wait.
 * 7: notification settings have this name. What was there stays.
 */
const VERSION = 7

function createFirst(db: Database): void {
  db.createObjectStore('state')
  db.createObjectStore('rooms', { keyPath: 'id' })
  db.createObjectStore('entries')
  const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
  outbox.createIndex('id', 'id', { unique: true })
  db.createObjectStore('drafts')
  db.createObjectStore('alerted')
}

async function upgrade(db: Database, from: number, tx: Upgrade): Promise<void> {
  if (from < 1) createFirst(db)
  if (from < 2) db.createObjectStore('settings')
  if (from === 3 || from === 4) tx.objectStore('entries').deleteIndex('target')
  if (from < 4) db.createObjectStore('unread')
  // Those that are about nothing have no such field and are not in it.
  if (from < 5) tx.objectStore('entries').createIndex('about', ['room', 'about'])
  if (from > 0 && from < 5) await moveOutOfBodies(tx)
  if (from < 4) await fillUnread(tx)
  if (from > 0 && from < 6) await giveItemsKinds(tx)
  if (from > 1 && from < 7) await renameSettings(tx)
}

/** The database of an account: each has its own. */
export const accountDatabaseName = (key: string): string => `backchannel:${key}`

export const openDatabase = (name: string): Promise<Database> =>
  openDB<JournalSchema>(name, VERSION, {
    // An upgrade that failed is none: it is tried again, from what there was.
    upgrade: (db, from, _to, tx) => void upgrade(db, from, tx).catch(() => tx.abort()),
    blocking: closeForOthers,
  })

/** Another background of this extension wants a newer version, or deletes it: without this it would wait for ever. */
export function closeForOthers(_current: number, _blocked: number | null, event: Event): void {
  if (event.target instanceof IDBDatabase) event.target.close()
}
