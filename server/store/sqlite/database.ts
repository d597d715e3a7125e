import { DatabaseSync } from '@photostructure/sqlite'

type Parameter = string | number | null

/** A prepared statement whose rows are known to have the shape `Row`: the SQL beside it says so. */
export interface Statement<Row> {
  get(...parameters: Parameter[]): Row | undefined
  all(...parameters: Parameter[]): Row[]
  iterate(...parameters: Parameter[]): IterableIterator<Row>
  run(...parameters: Parameter[]): unknown
}

/** All that is used of the driver, so that the built-in `node:sqlite` can take its place once Node 20 is dropped. */
export interface Database {
  readonly inTransaction: boolean
  exec(sql: string): void
  prepare<Row>(sql: string): Statement<Row>
  close(): void
}

/** How long to wait for a backup program that holds the file. */
export const BUSY_TIMEOUT_MS = 5000

export function openDatabase(
  path: string,
  { readOnly = false, timeout = BUSY_TIMEOUT_MS }: { readOnly?: boolean; timeout?: number } = {},
): Database {
  const driver = new DatabaseSync(path, { readOnly, timeout, enableForeignKeyConstraints: true })
  return {
    get inTransaction() {
      return driver.isTransaction
    },
    exec: (sql) => driver.exec(sql),
    prepare: (sql) => driver.prepare(sql),
    close: () => driver.close(),
  }
}

/** What is taken away is overwritten, in the pages that stay and in those that become free. */
const OVERWRITE = 'pragma secure_delete = on;'

/**
 * FULL flushes the write-ahead log at each commit, so that an acknowledged message outlives a power cut. Some builds of
 * SQLite fall back to NORMAL in WAL mode: it is set, not assumed.
 */
export function openForWriting(path: string): Database {
  const database = openDatabase(path)
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${OVERWRITE}`)
  return database
}

/** SQLite's result code of an error of the driver, without its extension; undefined for any other error. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined
  return error.errcode & 0xff
}
