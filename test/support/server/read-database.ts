import { openDatabase } from '../../../server/store/sqlite/database.ts'

/** The rows of a query in a database file, beside whoever has it open. */
export function readDatabase<Row>(path: string, sql: string): Row[] {
  const database = openDatabase(path, { readOnly: true })
  try {
    return database.prepare<Row>(sql).all()
  } finally {
    database.close()
  }
}
