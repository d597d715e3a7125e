import { entryKinds, type EntryKind, type KindRow } from '../../../../protocol/entry-kinds.ts'
import type {
  Entry,
  EntryId,
  PersonId,
  Priority,
  RoomId,
  Seq,
  ServerTime,
} from '../../../../protocol/entry.ts'
import { PINS_MAX, RANGE_MAX_BYTES, RANGE_MAX_ENTRIES } from '../../../../protocol/limits.ts'
import type { LogInfo, LogReader, PinnedPage, Range, RangeQuery } from '../../../room/store.ts'
import type { Database } from '../database.ts'

/** What is read of a log at once. */
export function logPages(database: Database): Pick<LogReader, 'range' | 'pinned'> {
  const sql = prepareAll(database)
  return {
    range: async (query) => oneMoment(database, () => readRange(sql, query)),
    pinned: async (room, after) => oneMoment(database, () => readPinned(sql, room, after)),
  }
}

const entryColumns = `select seq, entries.id, at, author, name, kind, about, priority, body from entries
  join people on people.id = entries.author`
const entryFrom = `${entryColumns} where room = ? and seq >= ?`

const prepareAll = (database: Database) => ({
  log: database.prepare<LogInfo>('select id, name, log_id as logId, head, floor from rooms where id = ?'),
  upwards: database.prepare<EntryRow>(`${entryFrom} order by seq limit ?`),
  downwards: database.prepare<EntryRow>(`${entryFrom} and seq < ? order by seq desc limit ?`),
  pinned: database.prepare<EntryRow>(
    `${entryFrom} and seq > ? and seq in (select seq from pins where pins.room = entries.room) order by seq`,
  ),
  countPinned: database.prepare<{ count: number }>(
    'select count(*) as count from pins where room = ? and seq >= ? and seq > ?',
  ),
  // Both go along the index of what is about an entry, and read nothing that they do not answer with.
  lastAbout: database.prepare<EntryRow>(
    `${entryColumns} where room = ? and about = ? and kind = ? and seq > ? order by seq desc limit 1`,
  ),
  eachAbout: database.prepare<EntryRow>(
    `${entryColumns} where room = ? and about = ? and kind = ? and seq > ? order by seq limit ?`,
  ),
})

type LogQueries = ReturnType<typeof prepareAll>

interface EntryRow {
  seq: Seq
  id: EntryId
  at: ServerTime
  author: PersonId
  name: string
  kind: string
  about: Seq | null
  priority: Priority | null
  body: string
}

const toEntry = ({ seq, id, at, author, name, kind, about, priority, body }: EntryRow): Entry => ({
  seq,
  id,
  at,
  author: { id: author, name },
  kind,
  about: about ?? undefined,
  priority: priority ?? undefined,
  body: JSON.parse(body) as Entry['body'],
})

const kindsAbout = (counts: KindRow['counts']): EntryKind[] =>
  (Object.keys(entryKinds) as EntryKind[]).filter((kind) => entryKinds[kind].counts === counts)

const lastCounts = kindsAbout('last')
const eachCounts = kindsAbout('each')

/** So many entries of a page around a place, so that all fit of which the last one counts. */
const AROUND_MAX_ENTRIES = Math.floor(RANGE_MAX_ENTRIES / lastCounts.length)

function readRange(sql: LogQueries, query: RangeQuery): Range | undefined {
  const log = sql.log.get(query.room)
  if (log === undefined) return undefined
  const { logId, floor, head } = log
  if (query.around === undefined) return { logId, floor, head, entries: readEntries(sql, log, query) }
  return { logId, floor, head, ...readAround(sql, log, { ...query, around: query.around }) }
}

function readEntries(sql: LogQueries, { floor, head }: LogInfo, query: RangeQuery): Entry[] {
  const { room, after, before } = query
  const count = Math.min(query.limit, RANGE_MAX_ENTRIES)
  if (after !== undefined) return takeBytes(sql.upwards.iterate(room, Math.max(floor, after + 1), count))
  return takeBytes(sql.downwards.iterate(room, floor, before ?? head + 1, count)).reverse()
}

/** Half as many entries, until what is about them fits beside them. */
function readAround(sql: LogQueries, log: LogInfo, query: RangeQuery & { around: Seq }) {
  const { room, around } = query
  for (let count = Math.min(query.limit, AROUND_MAX_ENTRIES); ; count = Math.ceil(count / 2)) {
    const half = Math.ceil(count / 2)
    const upTo = takeBytes(sql.downwards.iterate(room, log.floor, around + 1, half), RANGE_MAX_BYTES / 2)
    const from = Math.max(log.floor, around + 1)
    const next = takeBytes(sql.upwards.iterate(room, from, count - half), RANGE_MAX_BYTES / 2)
    const entries = [...upTo.reverse(), ...next]
    const later = readLater(sql, room, entries, entries.at(-1)?.seq ?? 0)
    if (later !== undefined || count === 1) return { entries, later: later ?? [] }
  }
}

function readPinned(sql: LogQueries, room: RoomId, after: Seq = 0): PinnedPage | undefined {
  const log = sql.log.get(room)
  if (log === undefined) return undefined
  let entries = takeBytes(sql.pinned.iterate(room, log.floor, after))
  let later = readLater(sql, room, entries, 0)
  while (later === undefined && entries.length > 1) {
    entries = entries.slice(0, Math.ceil(entries.length / 2))
    later = readLater(sql, room, entries, 0)
  }
  const last = entries.at(-1)?.seq ?? after
  const rest = sql.countPinned.get(room, log.floor, last)?.count ?? 0
  return { logId: log.logId, entries, later: later ?? [], rest: Math.min(rest, PINS_MAX) }
}

/**
 * What is about these entries, comes after `after` and counts for what they are now, in order. Of kinds of which the last one
 * counts it is all of it, or undefined where that is too much; of others as many as fit, the first ones. However much there is,
 * nothing else is read.
 */
function readLater(
  sql: LogQueries,
  room: RoomId,
  entries: readonly Entry[],
  after: Seq,
): Entry[] | undefined {
  const last = entries.flatMap(({ seq }) =>
    lastCounts.flatMap((kind) => sql.lastAbout.get(room, seq, kind, after) ?? []),
  )
  if (last.length > RANGE_MAX_ENTRIES) return undefined
  const decisive = takeBytes(last)
  if (decisive.length < last.length) return undefined
  return [...decisive, ...takeEach(sql, room, entries, { after, decisive })].sort((a, b) => a.seq - b.seq)
}

/** As many as fit beside what is decisive. */
function takeEach(
  sql: LogQueries,
  room: RoomId,
  entries: readonly Entry[],
  { after, decisive }: { after: Seq; decisive: readonly Entry[] },
): Entry[] {
  const taken: Entry[] = []
  let left = RANGE_MAX_BYTES - bytesOf(decisive)
  for (const [seq, kind] of entries.flatMap(({ seq }) => eachCounts.map((kind) => [seq, kind] as const))) {
    const most = RANGE_MAX_ENTRIES - decisive.length - taken.length
    for (const row of sql.eachAbout.iterate(room, seq, kind, after, most)) {
      const entry = toEntry(row)
      left -= bytesOf([entry])
      if (left < 0) return taken
      taken.push(entry)
    }
  }
  return taken
}

const bytesOf = (entries: readonly Entry[]): number =>
  entries.reduce((bytes, entry) => bytes + Buffer.byteLength(JSON.stringify(entry)) + 1, 0)

/** As many entries as fit into one answer, but at least one. */
function takeBytes(rows: Iterable<EntryRow>, most = RANGE_MAX_BYTES): Entry[] {
  const entries: Entry[] = []
  let bytes = 0
  for (const row of rows) {
    const entry = toEntry(row)
    bytes += bytesOf([entry])
    if (bytes > most && entries.length > 0) break
    entries.push(entry)
  }
  return entries
}

/** Several statements that see the same state of the database. */
function oneMoment<T>(database: Database, read: () => T): T {
  database.exec('begin')
  try {
    return read()
  } finally {
    database.exec('commit')
  }
}
