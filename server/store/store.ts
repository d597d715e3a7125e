import type { ServerTime } from '../../protocol/entry.ts'
import { fail, type Result } from '../../protocol/result.ts'
import type { PeopleReader, PeopleTransaction } from '../people/people-store.ts'
import type { AddedEntry, Change } from '../room/change.ts'
import type { LogReader, LogTransaction } from '../room/store.ts'
import type { Refusal, WriteRequest } from '../room/write.ts'
import type { SettingsReader, SettingsTransaction } from '../settings/settings-store.ts'

/** All that rules may do in one transaction. */
export type Transaction = LogTransaction & PeopleTransaction & SettingsTransaction

/** All that is read. Rejects with a StoreError `unavailable` where the data cannot be reached just now. */
export type Reader = LogReader & PeopleReader & SettingsReader

/** Runs the rule of a write. */
export type Apply = (transaction: Transaction, request: WriteRequest) => Promise<{ ok: boolean }>

/** What one write came to: its own result, and what the others get. */
export interface Outcome {
  result: { ok: boolean }
  added: AddedEntry[]
  changes: Change[]
  /** Set when the write broke by itself: for the log of the operator. */
  defect?: string
}

/** Commits a batch. The outcomes answer the requests in order, and come after the flush to the disk. */
export interface Committer {
  /**
   * One transaction for the whole batch, at the time `now` (server's clock in ms UTC). Rejects with a StoreError. A write that
   * breaks by itself (a bug) is refused with `unavailable` and does not take the others along: each then gets a transaction
   * of its own.
   */
  commit(batch: readonly WriteRequest[], now: ServerTime): Promise<Outcome[]>
}

export interface Store {
  reader: Reader
  committer: Committer
  /** Call it when nothing waits to be committed any more. */
  close(): Promise<void>
}

/** Where a store is kept, in the way of its kind. */
export interface StoreLocation {
  /** Whether anything was ever stored there. Makes nothing. */
  holdsData(): boolean
  /** Makes the store, or brings it up to date, where needed. Throws an OpenError. */
  open(): Promise<Store>
  /** Writes a copy of all data, from one moment, to a file that is not there yet. The store may be open meanwhile. */
  backup(file: string): Promise<Result<Backup, Refusal>>
  /** Makes a backup the data, with new logIds. `force`: in the place of other data. Throws an OpenError while it is open. */
  restore(file: string, options: { force: boolean }): Promise<Result<Restored, Refusal>>
}

export interface Backup {
  file: string
  bytes: number
}

export interface Restored {
  rooms: number
  /** Where the data from before are; undefined: there were none. */
  kept: string | undefined
}

/**
 * Why a store could not do what it was asked.
 * - `full`: there is no space now, maybe later. Nothing of the batch was stored.
 * - `unavailable`: it cannot be reached now, and connects again by itself. Nobody knows what of the batch was stored.
 * - `broken`: a flush failed, or what was stored cannot be relied on any more. Nobody knows what was stored: the process must end.
 */
export class StoreError extends Error {
  readonly reason: 'full' | 'unavailable' | 'broken'
  constructor(reason: StoreError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/** The store cannot be opened. The message is for the operator and says what to change. */
export class OpenError extends Error {}

/** The answer to a write, by why it was not acknowledged. Whoever sent it keeps it and repeats it. */
export const notAcknowledged = {
  full: fail('storage_full', 'the server has no space left: try again later'),
  unavailable: fail('unavailable', 'the server cannot reach its data just now: try again later'),
  broken: fail('unavailable', 'the server cannot write to its disk any more, and ends: try again later'),
} satisfies Record<StoreError['reason'], unknown>
