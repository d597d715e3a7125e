import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import type { Violation } from '../../history/violation.ts'

/** By what it is: `token of Ann` → the token. */
export type Secrets = Record<string, string>

/** Where a secret is that must be in none of these texts. */
export const findIn = (where: string, text: string, secrets: Secrets): Violation[] =>
  Object.entries(secrets)
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => ({ kind: 'leaked', what: `${where} holds the ${name}` }))

/** Files as they lie on the disk, the write-ahead log and what was deleted from pages included. */
export const findInFiles = (folder: string, secrets: Secrets): Violation[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (!statSync(path).isFile()) return []
    return findIn(name, readFileSync(path).toString('latin1'), secrets)
  })

/** Every table but that of the entries: a message's text is nowhere else. */
export function findInTables(path: string, texts: Secrets): Violation[] {
  const database = openDatabase(path, { readOnly: true })
  try {
    const tables = database
      .prepare<{ name: string }>("select name from sqlite_schema where type = 'table' and name <> 'entries'")
      .all()
    return tables.flatMap(({ name }) =>
      findIn(`table ${name}`, JSON.stringify(database.prepare(`select * from "${name}"`).all()), texts),
    )
  } finally {
    database.close()
  }
}
