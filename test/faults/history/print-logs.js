import process from 'node:process'
import { DatabaseSync } from '@photostructure/sqlite'

/**
 * Prints every log of the database that is named, as JSON. A process of its own, since the driver keeps a file open
 * for as long as a statement is not collected, and SQLite then shows this process the file as it was.
 */
const database = new DatabaseSync(process.argv[2])
const all = (sql, ...values) => database.prepare(sql).all(...values)

// A disk that lost its power before even the tables were on it holds no log: all that was acknowledged is missing.
const hasTables = all("select 1 from sqlite_master where name = 'rooms'").length > 0
const logs = !hasTables ? [] : readAll()
process.stdout.write(JSON.stringify(logs))

function readAll() {
  return all('select id as room, log_id as logId, floor, head from rooms order by id').map((log) => ({
    ...log,
    entries: all(
      `select seq, entries.id, at, author, name, kind, about, priority, body from entries join people on people.id = author
     where room = ? order by seq`,
      log.room,
    ).map(({ author, name, about, priority, body, ...row }) => ({
      ...row,
      author: { id: author, name },
      about: about ?? undefined,
      priority: priority ?? undefined,
      body: JSON.parse(body),
    })),
    keys: all('select device, id, seq from entry_keys where room = ? order by seq', log.room),
    members: all('select person from members where room = ?', log.room).map(({ person }) => person),
    current: true,
  }))
}
