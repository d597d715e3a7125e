import type { IDBPTransaction, StoreNames } from 'idb'
import * as v from 'valibot'
import { aboutSchema, prioritySchema, type RoomId } from '../../../protocol/entry.ts'
import { isUnreadFor } from '../channel/unread.ts'
import type { JournalSchema } from './open-database.ts'
import { isRecord, readEntries, readEntry, toStored, type StoredEntry } from './stored-entry.ts'
import { readAccount, readRoom } from './stored-rows.ts'

export type Upgrade = IDBPTransaction<JournalSchema, StoreNames<JournalSchema>[], 'versionchange'>

/** The server's count comes with the first connection: until then this many of each room are enough. */
const COUNTED_AT_UPGRADE = 1_000
/** Somebody may have 80,000 of 16 KB. */
const READ_AT_ONCE = 100

/** Fills the store `unread`, which version 4 brought. */
export async function fillUnread(tx: Upgrade): Promise<void> {
  const account = readAccount(await tx.objectStore('state').get('account'))
  if (account === undefined) return
  for (const row of await tx.objectStore('rooms').getAll()) {
    const room = readRoom(row)
    if (room === undefined) continue
    const { id, seen, cursor } = room
    for (let from = Math.max(seen, cursor - COUNTED_AT_UPGRADE) + 1; from <= cursor; from += READ_AT_ONCE) {
      const range = IDBKeyRange.bound([id, from], [id, from + READ_AT_ONCE - 1])
      for (const entry of readEntries(await tx.objectStore('entries').getAll(range))) {
        if (isUnreadFor(entry, account.me.id)) await tx.objectStore('unread').put(true, [id, entry.seq])
      }
    }
  }
}

/** Until version 5 what an entry is about, and its priority, were in its body. */
export async function moveOutOfBodies(tx: Upgrade): Promise<void> {
  const store = tx.objectStore('entries')
  let after: IDBKeyRange | undefined
  for (;;) {
    const [keys, entries] = await Promise.all([
      store.getAllKeys(after, READ_AT_ONCE),
      store.getAll(after, READ_AT_ONCE),
    ])
    const last = keys.at(-1)
    if (last === undefined) return
    for (const [index, row] of entries.entries()) {
      const key = keys[index]
      const entry = readEntry(row)
      const moved = key && entry && withEnvelope(key[0], entry)
      if (moved) await store.put(moved, key)
    }
    after = IDBKeyRange.lowerBound(last, true)
  }
}

/** Until version 6 only messages waited, and an item was its text. */
export async function giveItemsKinds(tx: Upgrade): Promise<void> {
  const store = tx.objectStore('outbox')
  for (const row of await store.getAll()) {
    if (!isRecord(row)) continue
    const { text, ...item } = row
    await store.put({ ...item, kind: 'message', about: undefined, body: { text } })
  }
}

/** Until version 7 notification settings were called attention, also inside the changes that the server has not heard of. */
export async function renameSettings(tx: Upgrade): Promise<void> {
  const store = tx.objectStore('settings')
  const saved = await store.get('attention' as 'settings')
  if (isRecord(saved)) {
    const pending = Array.isArray(saved['pending']) ? saved['pending'].filter(isRecord) : []
    const renamed = pending.map(({ attention, ...change }) => ({ ...change, settings: attention }))
    await store.put({ ...saved, pending: renamed }, 'settings')
  }
  await store.delete('attention' as 'settings')
}

/** Undefined: nothing of it moves. */
function withEnvelope(room: RoomId, entry: StoredEntry): StoredEntry | undefined {
  if (entry.kind === 'claim' && entry.about === undefined) {
    const { seq, ...body } = entry.body
    const about = v.safeParse(aboutSchema, seq)
    return about.success ? toStored(room, { ...entry, about: about.output, body }) : undefined
  }
  if (entry.kind !== 'message' || entry.body['priority'] === undefined) return undefined
  const { priority, ...body } = entry.body
  const parsed = v.safeParse(prioritySchema, priority)
  return { ...entry, priority: parsed.success ? parsed.output : undefined, body }
}
