import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Entry } from '../../../protocol/entry.ts'
import type { OutboxItem, SavedRoom } from '../channel/journal.ts'

/** A join that was begun: its `attempt` is what makes a repeat of it safe. */
export interface SavedJoin {
  link: string
  name: string
  attempt: string
  /** An answer is awaited; if the background ends before it comes, the next one asks again. */
  pending: boolean
}

export interface JournalSchema extends DBSchema {
  /** Single values by name. */
  state: { key: string; value: unknown }
  rooms: { key: string; value: SavedRoom }
  /** By room and seq. */
  entries: { key: [string, number]; value: Entry; indexes: { target: [string, number] } }
  outbox: { key: number; value: OutboxItem; indexes: { id: string } }
  /** By room. */
  drafts: { key: string; value: string }
  /** By logId: the last seq that a notification was raised for. */
  alerted: { key: string; value: number }
  /** What the person has set, by whose it is. */
  settings: { key: 'attention' | 'device'; value: unknown }
}

export type Database = IDBPDatabase<JournalSchema>

/** 1: the first. 2: with `settings`. 3: entries are found by the seq that they are about. What was there stays as it is. */
const VERSION = 3

function createFirst(db: Database): void {
  db.createObjectStore('state')
  db.createObjectStore('rooms', { keyPath: 'id' })
  db.createObjectStore('entries')
  const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
  outbox.createIndex('id', 'id', { unique: true })
  db.createObjectStore('drafts')
  db.createObjectStore('alerted')
}

export const openDatabase = (name = 'backchannel'): Promise<Database> =>
  openDB<JournalSchema>(name, VERSION, {
    upgrade(db, from, _to, tx) {
      if (from < 1) createFirst(db)
      if (from < 2) db.createObjectStore('settings')
      // Only what has such a body is in it: claims, of all rooms.
      if (from < 3) tx.objectStore('entries').createIndex('target', ['kind', 'body.seq'])
    },
    // Another background of this extension wants a newer version: let it, or it would wait for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
