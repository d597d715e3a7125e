import { fail } from '../../../protocol/result.ts'
import type { SettingsTransaction } from '../../settings/settings-store.ts'
import type { PeopleTransaction } from '../../people/people-store.ts'
import { CommitError, noSpace, type Committer, type Outcome, type WriteRequest } from '../../room/store.ts'
import { resultCode, type Database } from './database.ts'
import { settingsTransaction } from './queries/settings-transaction.ts'
import { logTransaction, type Recorder } from './queries/log-transaction.ts'
import { peopleTransaction } from './queries/people-transaction.ts'

/** All that rules may do. */
export type Transaction = PeopleTransaction & SettingsTransaction

/** Runs one write by the rule of its name. */
export type Apply = (transaction: Transaction, request: WriteRequest) => Promise<{ ok: boolean }>

const SQLITE_FULL = 13
/** PERM, NOMEM, READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB: what was written before cannot be relied on any more. */
const brokenCodes = new Set([3, 7, 8, 10, 11, 14, 26])

/** Commits batches on this connection, one at a time: the caller waits for one before it asks for the next. */
export function createCommitter(database: Database, apply: Apply): Committer {
  const recorder: Recorder = { added: [], changes: [] }
  const transaction = {
    ...logTransaction(database, recorder),
    ...peopleTransaction(database),
    ...settingsTransaction(database),
  }

  const runOne = async (request: WriteRequest): Promise<Outcome> => {
    recorder.added = []
    recorder.changes = []
    const result = await apply(transaction, request)
    return { result, added: recorder.added, changes: recorder.changes }
  }

  const runTogether = async (batch: readonly WriteRequest[]): Promise<Outcome[]> => {
    database.exec('begin immediate')
    try {
      const outcomes: Outcome[] = []
      for (const request of batch) outcomes.push(await runOne(request))
      database.exec('commit')
      return outcomes
    } catch (error) {
      undo(error)
      throw error
    }
  }

  const undo = (reason: unknown): void => {
    try {
      if (database.inTransaction) database.exec('rollback')
    } catch {
      // What the batch wrote is still there, and the next commit would store it: nothing may follow.
      throw new CommitError('broken', messageOf(reason))
    }
  }

  const commit = async (batch: readonly WriteRequest[]): Promise<Outcome[]> => {
    try {
      return await runTogether(batch)
    } catch (error) {
      if (error instanceof CommitError) throw error
      const code = resultCode(error)
      if (code === SQLITE_FULL) throw new CommitError('full', messageOf(error))
      if (code !== undefined && brokenCodes.has(code)) throw new CommitError('broken', messageOf(error))
      if (batch.length === 1) return [broke(error)]
    }
    // One of them breaks by itself: each alone, so that it does not take the others along.
    const outcomes: Outcome[] = []
    for (const request of batch) outcomes.push(...(await commit([request]).catch(asOutcome)))
    return outcomes
  }
  return { commit }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const broke = (error: unknown): Outcome => ({
  result: fail('unavailable', 'the server could not do this: try again later'),
  added: [],
  changes: [],
  defect: error instanceof Error ? (error.stack ?? error.message) : String(error),
})

/** Others of the batch are stored already, so a full disk is this write's own affair. */
function asOutcome(error: unknown): Outcome[] {
  if (!(error instanceof CommitError) || error.reason === 'broken') throw error
  return [{ result: noSpace, added: [], changes: [] }]
}
