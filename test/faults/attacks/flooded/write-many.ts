import { databasePath } from '../../../../server/store/sqlite/data-folder.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'

/** What each message says, characters. */
const TEXT = 400

/** Messages of one person as the server would have stored them, in the database itself: a million would take it hours. */
export function writeMany(dataDir: string, author: string, count: number): void {
  const database = openDatabase(databasePath(dataDir))
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = off; begin')
    database
      .prepare(
        `insert into entries (room, seq, id, at, author, kind, body, ordinal, own_ordinal)
         with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
         select rooms.id, head + n, 'flood-' || n, ?, ?, 'message',
           json_object('text', n || ' ' || replace(hex(zeroblob(${TEXT / 2})), '0', 'x')), counted + n,
           coalesce((select max(own_ordinal) from entries where room = rooms.id and author = ?), 0) + n
         from numbers, rooms where rooms.id = 'general'`,
      )
      .run(count, Date.now(), author, author)
    database
      .prepare("update rooms set head = head + ?, counted = counted + ? where id = 'general'")
      .run(count, count)
    database.exec('commit')
  } finally {
    database.close()
  }
}
