import type { Database } from '../database.ts'
import { migrations } from './migrations.ts'

/** Brings the database to the newest schema. One from a newer Backchannel is refused rather than damaged. */
export function migrate(database: Database): void {
  database.exec('create table if not exists schema_version (version integer not null) strict')
  const version =
    database.prepare<{ version: number }>('select version from schema_version').get()?.version ?? 0
  if (version > migrations.length) {
    throw new Error('it was written by a newer Backchannel: start that version')
  }
  migrations.slice(version).forEach((migration, index) => {
    database.exec('begin immediate')
    try {
      database.exec(migration)
      database.exec('delete from schema_version')
      database.prepare('insert into schema_version values (?)').run(version + index + 1)
      database.exec('commit')
    } catch (error) {
      if (database.inTransaction) database.exec('rollback')
      throw error
    }
  })
}
