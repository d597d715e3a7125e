import { databasePath } from '../../../server/store/sqlite/data-folder.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import type { SpawnedServer } from './spawn-server.ts'

/** Everything in these rooms was written so many minutes earlier: in the database itself, of which a server keeps no copy. */
export function setBack({ dataDir }: SpawnedServer, rooms: readonly string[], minutes: number): void {
  const database = openDatabase(databasePath(dataDir))
  try {
    const update = database.prepare('update entries set at = at - ? where room = ?')
    for (const room of rooms) update.run(minutes * 60_000, room)
  } finally {
    database.close()
  }
}
