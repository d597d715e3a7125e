import type { RoomId } from '../../../protocol/entry.ts'
import type { Journal, SavedAccount } from '../channel/journal.ts'
import { accountKey, type BrowserState, type KeyedAccount } from './browser-state.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'
import { createLocalState, type LocalState } from './local-state.ts'
import { moveSingleDatabase } from './move-single-database.ts'
import { accountDatabaseName, openDatabase } from './open-database.ts'

/** An account with its database open. Another account is another one of these, and shares nothing with it. */
export interface OpenAccount extends KeyedAccount {
  journal: Journal
  local: LocalState
  /** Transactions that were begun are finished. */
  close(): void
}

/** The accounts of this browser. One at most is active. */
export interface Accounts {
  active(): OpenAccount | undefined
  /** Flushed. The account becomes the active one, and the join that brought it ends. `room`: the one to show first. */
  add(saved: SavedAccount, room: RoomId | undefined): Promise<OpenAccount>
  /** Deletes all that is stored of the active account and, since it is the only one, of this browser. */
  leave(): Promise<void>
}

export async function openAccount({ key, saved }: KeyedAccount): Promise<OpenAccount> {
  const db = await openDatabase(accountDatabaseName(key))
  return {
    key,
    saved,
    journal: createIndexedDbJournal(db),
    local: createLocalState(db),
    close: () => db.close(),
  }
}

/** Finishes what the background before this one did not: the move out of the single database, and leaving. */
export async function openAccounts(browser: BrowserState): Promise<Accounts> {
  await moveSingleDatabase(browser)
  await browser.deleteLeft()
  const current = await browser.current()
  let active = current && (await openAccount(current))
  return {
    active: () => active,
    add: async (saved, room) => {
      const keyed = { key: accountKey(saved), saved }
      await browser.addAccount(keyed)
      const opened = await openAccount(keyed)
      if (room !== undefined) await opened.local.saveCurrent(room)
      active = opened
      return opened
    },
    leave: async () => {
      const left = active
      active = undefined
      await browser.leaveAccount(left?.key)
      left?.close()
      await browser.deleteLeft()
    },
  }
}
