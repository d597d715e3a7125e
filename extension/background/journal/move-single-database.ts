import { deleteDB } from 'idb'
import { accountKey, type BrowserState } from './browser-state.ts'
import { accountDatabaseName, openDatabase, type Database } from './open-database.ts'
import { readAccount } from './stored-rows.ts'

/** Until accounts had a database each, this one held everything. */
const SINGLE = 'backchannel'
/** Somebody may have 80,000 entries of 16 KB. */
const COPIED_AT_ONCE = 100
/** In the account's database: all of it is there. */
const COPIED = 'copied'

/**
 * Copies the single database into the account's own, then writes the account's row, then deletes the single one. A background that
 * ends at any line is followed by one that goes on: until the row is written the single database is the only one in use, and
 * nothing changes it.
 */
export async function moveSingleDatabase(browser: BrowserState): Promise<void> {
  if (!(await indexedDB.databases()).some(({ name }) => name === SINGLE)) return
  const single = await openDatabase(SINGLE)
  const saved = readAccount(await single.get('state', 'account'))
  const account = saved && { key: accountKey(saved), saved }
  if (account) await copyAccount(single, account.key)
  await browser.takeOver({
    account,
    joining: await single.get('state', 'joining'),
    device: await single.get('settings', 'device'),
  })
  single.close()
  await deleteDB(SINGLE)
}

async function copyAccount(single: Database, key: string): Promise<void> {
  const target = await openDatabase(accountDatabaseName(key))
  try {
    const isWhole = (await copyAll(single, target)) || (await copyAll(single, target))
    if (!isWhole) throw new Error('The copy is not whole.')
  } finally {
    target.close()
  }
}

/** False: the copy had rows that are not in the single database. They are gone now. */
async function copyAll(single: Database, target: Database): Promise<boolean> {
  await copyLarge(single, target, 'entries')
  await copyLarge(single, target, 'unread')
  return copyRest(single, target)
}

/** Goes on behind the last row that is there: rows are copied in the order of their keys. */
async function copyLarge(single: Database, target: Database, store: 'entries' | 'unread'): Promise<void> {
  let last = (await target.transaction(store).store.openKeyCursor(null, 'prev'))?.key
  for (;;) {
    const after = last && IDBKeyRange.lowerBound(last, true)
    const [keys, rows] = await Promise.all([
      single.getAllKeys(store, after, COPIED_AT_ONCE),
      single.getAll(store, after, COPIED_AT_ONCE),
    ])
    last = keys.at(-1)
    if (last === undefined) return
    const tx = target.transaction([store, 'state'], 'readwrite')
    // Another background was faster, and its account is in use: a row of it must not come back.
    const isCopied = (await tx.objectStore('state').get(COPIED)) !== undefined
    if (!isCopied) await Promise.all(keys.map((at, index) => tx.objectStore(store).put(rows[index], at)))
    await tx.done
    if (isCopied) return
  }
}

const small = ['rooms', 'outbox', 'drafts', 'alerted', 'settings', 'state'] as const
/** The rows that belong to the browser. */
const isOfBrowser = (store: string, key: IDBValidKey): boolean =>
  (store === 'state' && (key === 'account' || key === 'joining')) ||
  (store === 'settings' && key === 'device')

/** Everything else, in one transaction, if the large stores are whole. False: they were not, and are empty now. */
async function copyRest(single: Database, target: Database): Promise<boolean> {
  const [entries, unread] = await Promise.all([single.count('entries'), single.count('unread')])
  const rest = await Promise.all(
    small.map(async (store) => ({
      store,
      keys: await single.getAllKeys(store),
      rows: await single.getAll(store),
    })),
  )
  const tx = target.transaction([...small, 'entries', 'unread'], 'readwrite', { durability: 'strict' })
  if ((await tx.objectStore('state').get(COPIED)) !== undefined) return true
  const [copiedEntries, copiedUnread] = await Promise.all([
    tx.objectStore('entries').count(),
    tx.objectStore('unread').count(),
  ])
  const isWhole = copiedEntries === entries && copiedUnread === unread
  if (isWhole) {
    for (const { store, keys, rows } of rest) {
      const to = tx.objectStore(store)
      for (const [index, key] of keys.entries()) {
        // These have their key within them.
        if (to.keyPath !== null) await to.put(rows[index])
        else if (!isOfBrowser(store, key)) await to.put(rows[index], key)
      }
    }
    await tx.objectStore('state').put(true, COPIED)
  } else {
    await Promise.all([tx.objectStore('entries').clear(), tx.objectStore('unread').clear()])
  }
  await tx.done
  return isWhole
}
