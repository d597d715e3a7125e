import { BUSY_TIMEOUT_MS, type Database } from './database.ts'

/** How long after something was taken away, and after a try that failed, in ms. So ten deletions a second cost as much as one. */
const AFTER_MS = 100
/** How long a try waits for those who read, in ms: the next commit waits with it. */
const PATIENCE_MS = 20

/** Empties the write-ahead log, which holds pages as they were before something was taken away from them. */
export interface LogEmptier {
  /** Soon. While somebody reads from the log, as a backup does, that cannot be: then it is tried again until it is done. */
  emptySoon(): void
  /** The database is about to be closed, which empties the log too. */
  stop(): void
}

export function createLogEmptier(database: Database): LogEmptier {
  let next: NodeJS.Timeout | undefined

  const emptySoon = (): void => {
    next ??= setTimeout(tryOnce, AFTER_MS).unref()
  }

  const tryOnce = (): void => {
    next = undefined
    try {
      if (!database.inTransaction && isEmptied(database)) return
    } catch {
      // A disk that fails here fails the next commit, which says so.
    }
    emptySoon()
  }

  return { emptySoon, stop: () => clearTimeout(next) }
}

/** Empties the log before anybody else has the database: a server that was killed may have left one. */
export const emptyLog = (database: Database): void => database.exec('pragma wal_checkpoint(truncate)')

function isEmptied(database: Database): boolean {
  database.exec(`pragma busy_timeout = ${PATIENCE_MS}`)
  const [done] = database.prepare<{ busy: number }>('pragma wal_checkpoint(truncate)').all()
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return done?.busy === 0
}
