import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { DeviceSettings } from '../../shared/device-settings.ts'
import type { SavedAccount } from '../channel/journal.ts'
import { accountDatabaseName, closeForOthers } from './open-database.ts'
import { readAccount, readDevice, readJoin, type SavedJoin } from './stored-rows.ts'

const NAME = 'backchannel:browser'
const FLUSHED = { durability: 'strict' } as const

interface BrowserSchema extends DBSchema {
  /** By account key. `'left'`: its database is to be deleted. */
  accounts: { key: string; value: unknown }
  state: { key: 'current' | 'joining' | 'device'; value: unknown }
}

/** Which person this browser is on which server. The key names everything that is stored of it. */
export interface KeyedAccount {
  key: string
  saved: SavedAccount
}

/** A server's address has no `#`, and neither has a person's id. */
export const accountKey = ({ server, me }: SavedAccount): string => `${server}#${me.id}`

/** What belongs to this browser, whichever accounts it has. */
export interface BrowserState {
  /** The account that this browser works with. */
  current(): Promise<KeyedAccount | undefined>
  /** Flushed. The account becomes the current one, and the join that brought it ends, together. */
  addAccount(account: KeyedAccount): Promise<void>
  /**
   * Flushed. The account is no longer one of this browser's; `deleteLeft` deletes its database. With the last account, or
   * without one, a join that was begun goes and so do the settings of this browser, since they name the sites that the person visits.
   */
  leaveAccount(key: string | undefined): Promise<void>
  /** Deletes the databases of accounts that were left, also of those that a background before this one did not finish. */
  deleteLeft(): Promise<void>
  joining(): Promise<SavedJoin | undefined>
  saveJoining(join: SavedJoin | undefined): Promise<void>
  /** What cannot be read, or was never set: the defaults. */
  device(): Promise<DeviceSettings>
  /** Flushed. */
  saveDevice(settings: DeviceSettings): Promise<void>
  /** Flushed. All that the single database of older versions had of this browser, and its account, in one transaction. */
  takeOver(old: { account: KeyedAccount | undefined; joining: unknown; device: unknown }): Promise<void>
  close(): void
}

export async function openBrowserState(): Promise<BrowserState> {
  const db = await openDB<BrowserSchema>(NAME, 1, {
    upgrade: (made) => {
      made.createObjectStore('accounts')
      made.createObjectStore('state')
    },
    blocking: closeForOthers,
  })
  return {
    current: () => readCurrent(db),
    addAccount: async ({ key, saved }) => {
      const tx = db.transaction(['accounts', 'state'], 'readwrite', FLUSHED)
      const state = tx.objectStore('state')
      await Promise.all([
        tx.objectStore('accounts').put(saved, key),
        state.put(key, 'current'),
        state.delete('joining'),
        tx.done,
      ])
    },
    leaveAccount: (key) => leaveAccount(db, key),
    deleteLeft: () => deleteLeft(db),
    joining: async () => readJoin(await db.get('state', 'joining')),
    saveJoining: async (join) => {
      if (join === undefined) await db.delete('state', 'joining')
      else await db.put('state', join, 'joining')
    },
    device: async () => readDevice(await db.get('state', 'device')),
    saveDevice: async (settings) => {
      const tx = db.transaction('state', 'readwrite', FLUSHED)
      await Promise.all([tx.store.put(settings, 'device'), tx.done])
    },
    takeOver: async ({ account, joining, device }) => {
      const tx = db.transaction(['accounts', 'state'], 'readwrite', FLUSHED)
      const state = tx.objectStore('state')
      if (joining !== undefined) await state.put(joining, 'joining')
      if (device !== undefined) await state.put(device, 'device')
      if (account) {
        await state.put(account.key, 'current')
        await tx.objectStore('accounts').put(account.saved, account.key)
      }
      await tx.done
    },
    close: () => db.close(),
  }
}

type BrowserDatabase = IDBPDatabase<BrowserSchema>

/** Without a readable name of the current one: the first. */
async function readCurrent(db: BrowserDatabase): Promise<KeyedAccount | undefined> {
  const tx = db.transaction(['accounts', 'state'])
  const accounts = tx.objectStore('accounts')
  const [current, keys, rows] = await Promise.all([
    tx.objectStore('state').get('current'),
    accounts.getAllKeys(),
    accounts.getAll(),
  ])
  const readable = keys.flatMap((key, index) => {
    const saved = readAccount(rows[index])
    return saved ? [{ key, saved }] : []
  })
  return readable.find(({ key }) => key === current) ?? readable[0]
}

async function leaveAccount(db: BrowserDatabase, key: string | undefined): Promise<void> {
  const tx = db.transaction(['accounts', 'state'], 'readwrite', FLUSHED)
  const accounts = tx.objectStore('accounts')
  if (key !== undefined) await accounts.put('left', key)
  // One that cannot be read can never be left by the person.
  const rows = await accounts.getAll()
  const keys = await accounts.getAllKeys()
  const unreadable = keys.filter((_, index) => readAccount(rows[index]) === undefined)
  for (const other of unreadable) await accounts.put('left', other)
  if (unreadable.length === keys.length) await tx.objectStore('state').clear()
  await tx.done
}

async function deleteLeft(db: BrowserDatabase): Promise<void> {
  const keys = await db.getAllKeys('accounts')
  for (const key of keys) {
    if ((await db.get('accounts', key)) !== 'left') continue
    await deleteDB(accountDatabaseName(key))
    await db.delete('accounts', key)
  }
}
