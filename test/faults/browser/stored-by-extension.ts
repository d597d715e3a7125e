import type { OutboxItem, SavedAccount, SavedRoom } from '../../../extension/background/channel/journal.ts'
import type { Entry } from '../../../protocol/entry.ts'
import type { BrowserUnderTest } from '../../support/browser/browser-under-test.ts'

/** All that the extension has on the disk of its rooms. */
export interface Stored {
  account: SavedAccount
  rooms: { saved: SavedRoom; entries: Entry[] }[]
  outbox: OutboxItem[]
}

/** Read straight from its databases, that of the account in one transaction, by none of its own code. */
export const storedByExtension = (browser: BrowserUnderTest): Promise<Stored> =>
  browser.inExtension(readDatabase, undefined)

/** Runs in a document of the extension. */
async function readDatabase(): Promise<Stored> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no answer'))
    })
  const ofBrowser = await answer(indexedDB.open('backchannel:browser'))
  const accounts = ofBrowser.transaction('accounts').objectStore('accounts')
  const [accountKeys, saved] = await Promise.all([answer(accounts.getAllKeys()), answer(accounts.getAll())])
  ofBrowser.close()
  const [account] = saved as SavedAccount[]
  if (account === undefined) throw new Error('not joined')
  const database = await answer(indexedDB.open(`backchannel:${String(accountKeys[0])}`))
  const names = ['rooms', 'entries', 'outbox']
  const transaction = database.transaction(names)
  const store = (name: string): IDBObjectStore => transaction.objectStore(name)
  const [rooms, outbox, entries] = await Promise.all([
    answer<SavedRoom[]>(store('rooms').getAll()),
    answer<OutboxItem[]>(store('outbox').getAll()),
    Promise.all([answer(store('entries').getAllKeys()), answer<Entry[]>(store('entries').getAll())]),
  ])
  database.close()
  const [keys, values] = entries
  const ofRoom = (room: string): Entry[] =>
    values.filter((_, index) => (keys[index] as unknown as [string, number])[0] === room)
  return { account, outbox, rooms: rooms.map((saved) => ({ saved, entries: ofRoom(saved.id) })) }
}
