import type { ServerTime } from '../../../protocol/entry.ts'
import { fail } from '../../../protocol/result.ts'
import type { WriteRequest } from '../../room/write.ts'
import {
  notAcknowledged,
  StoreError,
  type Apply,
  type Committer,
  type Outcome,
  type Transaction,
} from '../store.ts'
import { resultCode, type Database } from './database.ts'
import { createLogEmptier } from './empty-log.ts'
import { logTransaction, type Running } from './queries/log-transaction.ts'
import { peopleTransaction } from './queries/people-transaction.ts'
import { settingsTransaction } from './queries/settings-transaction.ts'

const SQLITE_FULL = 13
/** PERM, NOMEM, READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB: what was written before cannot be relied on any more. */
const brokenCodes = new Set([3, 7, 8, 10, 11, 14, 26])

/**
 * Commits batches on this connection, one at a time: the caller waits for one before it asks for the next. `stop` comes before the
 * database is closed.
 */
export function createCommitter(database: Database, apply: Apply): Committer & { stop(): void } {
  const log = createLogEmptier(database)
  const running: Running = { now: 0, added: [], changes: [], blanked: false }
  const transaction: Transaction = {
    ...logTransaction(database, running),
    ...peopleTransaction(database, running),
    ...settingsTransaction(database),
    get now() {
      return running.now
    },
  }

  const runOne = async (request: WriteRequest): Promise<Outcome> => {
    running.added = []
    running.changes = []
    const result = await apply(transaction, request)
    return { result, added: running.added, changes: running.changes }
  }

  const runTogether = async (batch: readonly WriteRequest[]): Promise<Outcome[]> => {
    database.exec('begin immediate')
    try {
      const outcomes: Outcome[] = []
      for (const request of batch) outcomes.push(await runOne(request))
      database.exec('commit')
      if (running.blanked) log.emptySoon()
      running.blanked = false
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
      throw new StoreError('broken', messageOf(reason))
    }
  }

  const commit = async (batch: readonly WriteRequest[], now: ServerTime): Promise<Outcome[]> => {
    running.now = now
    try {
      return await runTogether(batch)
    } catch (error) {
      if (error instanceof StoreError) throw error
      const code = resultCode(error)
      if (code === SQLITE_FULL) throw new StoreError('full', messageOf(error))
      if (code !== undefined && brokenCodes.has(code)) throw new StoreError('broken', messageOf(error))
      if (batch.length === 1) return [failed(error)]
    }
    // One of them breaks by itself: each alone, so that it does not take the others along.
    const outcomes: Outcome[] = []
    for (const request of batch) outcomes.push(...(await commit([request], now).catch(asOutcome)))
    return outcomes
  }
  return { commit, stop: log.stop }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const failed = (error: unknown): Outcome => ({
  result: fail('unavailable', 'the server could not do this: try again later'),
  added: [],
  changes: [],
  defect: error instanceof Error ? (error.stack ?? error.message) : String(error),
})

/** Others of the batch are stored already, so a full disk is this write's own affair. */
function asOutcome(error: unknown): Outcome[] {
  if (!(error instanceof StoreError) || error.reason === 'broken') throw error
  return [{ result: notAcknowledged[error.reason], added: [], changes: [] }]
}
