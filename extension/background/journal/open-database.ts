import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import type { Entry } from '../../../protocol/entry.ts'
import type { OutboxItem, SavedAccount, SavedRoom } from '../channel/journal.ts'
import { countsAsUnread } from '../channel/unread.ts'

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
  /** By room and seq, like the entries: those that count as unread once the read mark is before them. Keys alone matter. */
  unread: { key: [string, number]; value: true }
  outbox: { key: number; value: OutboxItem; indexes: { id: string } }
  /** By room. */
  drafts: { key: string; value: string }
  /** By logId: the last seq that a notification was raised for. */
  alerted: { key: string; value: number }
  /** What the person has set, by whose it is. */
  settings: { key: 'attention' | 'device'; value: unknown }
}

export type Database = IDBPDatabase<JournalSchema>

/**
 * 1: the first. 2: with `settings`. 3: entries are found by the seq that they are about. 4: with `unread`. What was there
 * stays as it is.
 */
const VERSION = 4

function createFirst(db: Database): void {
  db.createObjectStore('state')
  db.createObjectStore('rooms', { keyPath: 'id' })
  db.createObjectStore('entries')
  const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
  outbox.createIndex('id', 'id', { unique: true })
  db.createObjectStore('drafts')
  db.createObjectStore('alerted')
}

type Upgrade = IDBPTransaction<JournalSchema, StoreNames<JournalSchema>[], 'versionchange'>

/** The server's count comes with the first connection: until then this many of each room are enough. */
const COUNTED_AT_UPGRADE = 1_000
/** Somebody may have 80,000 of 16 KB. */
const READ_AT_ONCE = 100

async function fillUnread(tx: Upgrade): Promise<void> {
  const account = (await tx.objectStore('state').get('account')) as SavedAccount | undefined
  if (account === undefined) return
  for (const { id, seen, cursor } of await tx.objectStore('rooms').getAll()) {
    for (let from = Math.max(seen, cursor - COUNTED_AT_UPGRADE) + 1; from <= cursor; from += READ_AT_ONCE) {
      const range = IDBKeyRange.bound([id, from], [id, from + READ_AT_ONCE - 1])
      for (const entry of await tx.objectStore('entries').getAll(range)) {
        if (countsAsUnread(entry, account.me.id)) await tx.objectStore('unread').put(true, [id, entry.seq])
      }
    }
  }
}

export const openDatabase = (name = 'backchannel'): Promise<Database> =>
  openDB<JournalSchema>(name, VERSION, {
    upgrade(db, from, _to, tx) {
      if (from < 1) createFirst(db)
      if (from < 2) db.createObjectStore('settings')
      // Only what has such a body is in it: claims, of all rooms.
      if (from < 3) tx.objectStore('entries').createIndex('target', ['kind', 'body.seq'])
      if (from < 4) {
        db.createObjectStore('unread')
        // An upgrade that failed is none: it is tried again, from what there was.
        void fillUnread(tx).catch(() => tx.abort())
      }
    },
    // Another background of this extension wants a newer version: let it, or it would wait for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
