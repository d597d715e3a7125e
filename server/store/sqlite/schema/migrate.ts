import type { Database } from '../database.ts'
import { migrations } from './migrations.ts'

export const newerVersion = 'it was written by a newer Backchannel: start that version'

/** Which schema the database has; undefined: it is none of ours. Throws where it is no database. */
export function readVersion(database: Database): number | undefined {
  const known = database.prepare("select 1 from sqlite_schema where name = 'schema_version'").get()
  if (known === undefined) return undefined
  return database.prepare<{ version: number }>('select version from schema_version').get()?.version
}

/** Brings the database to the newest schema. One from a newer Backchannel is refused rather than damaged. */
export function migrate(database: Database): void {
  database.exec('create table if not exists schema_version (version integer not null) strict')
  const version = readVersion(database) ?? 0
  if (version > migrations.length) throw new Error(newerVersion)
  migrations.slice(version).forEach((migration, index) => {
    database.exec('begin immediate')
    try {
      if (typeof migration === 'string') database.exec(migration)
      else migration(database)
      database.exec('delete from schema_version')
      database.prepare('insert into schema_version values (?)').run(version + index + 1)
      database.exec('commit')
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      throw error
    }
  })
}
