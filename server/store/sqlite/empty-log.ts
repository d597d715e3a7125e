import { BUSY_TIMEOUT_MS, type Database } from './database.ts'

/** How long one try waits for those who read, in ms: the writer waits with it. */
const PATIENCE_MS = 100
/** How long after a try that failed the next one comes, in ms. */
const AGAIN_MS = 100

/** Empties the write-ahead log, which holds pages as they were before something was taken away from them. */
export interface LogEmptier {
  /**
   * Now, outside of a transaction. While somebody reads from the log, as a backup does, that cannot be: then it is tried again
   * until it is done.
   */
  empty(): void
  /** The database is about to be closed, which empties the log too. */
  stop(): void
}

export function createLogEmptier(database: Database): LogEmptier {
  let next: NodeJS.Timeout | undefined

  const empty = (): void => {
    clearTimeout(next)
    next = isEmptied(database) ? undefined : setTimeout(emptyLater, AGAIN_MS).unref()
  }

  const emptyLater = (): void => {
    try {
      if (!database.inTransaction) return empty()
    } catch {
      // A disk that fails here fails the next commit, which says so.
    }
    next = setTimeout(emptyLater, AGAIN_MS).unref()
  }

  return { empty, stop: () => clearTimeout(next) }
}

function isEmptied(database: Database): boolean {
  database.exec(`pragma busy_timeout = ${PATIENCE_MS}`)
  const [done] = database.prepare<{ busy: number }>('pragma wal_checkpoint(truncate)').all()
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return done?.busy === 0
}
