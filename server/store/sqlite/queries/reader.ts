import type {
  Entry,
  EntryId,
  Person,
  PersonId,
  Priority,
  RoomId,
  Seq,
  ServerTime,
} from '../../../../protocol/entry.ts'
import { RANGE_MAX_BYTES, RANGE_MAX_ENTRIES } from '../../../../protocol/limits.ts'
import type { Room } from '../../../../protocol/up.ts'
import type { PeopleReader, PersonLine } from '../../../people/people-store.ts'
import type { DeviceId } from '../../../room/principal.ts'
import type {
  Head,
  LogInfo,
  LogLine,
  LogReader,
  PageEntries,
  Range,
  RangeQuery,
  RoomSummary,
} from '../../../room/store.ts'
import type { Reader } from '../../store.ts'
import type { Database } from '../database.ts'
import { settingsReader } from './settings-reader.ts'
import { inviteColumns, toInvite, type InviteRow } from './invite-row.ts'
import {
  toToken,
  toTokenLine,
  tokenFrom,
  tokenLineFrom,
  type TokenLineRow,
  type TokenRow,
} from './token-row.ts'

/** Reads on a connection of their own: in WAL mode they never wait for the writer. */
export const createReader = (database: Database): Reader => ({
  ...logReader(database),
  ...peopleReader(database),
  ...settingsReader(database),
})

function logReader(database: Database): LogReader {
  const sql = prepareLog(database)
  return {
    range: async (query) => oneMoment(database, () => readRange(sql, query)),
    pinned: async (room) => oneMoment(database, () => readPinned(sql, room)),
    isMember: async (room, person) => sql.isMember.get(room, person) !== undefined,
    roomsOf: async (person) => sql.roomsOf.all(person).map((row) => ({ ...row })),
    headsOf: async (person) =>
      Object.fromEntries(
        sql.headsOf.all(person).map(({ id, logId, seq, seen }) => [id, { logId, seq, seen }]),
      ),
    findRoom: async (room) => sql.findRoom.get(room),
    logs: async () =>
      sql.logs.all().map(({ urgentFrom, ...log }) => ({
        ...log,
        urgentFrom: urgentFrom === null ? null : (JSON.parse(urgentFrom) as string[]),
      })),
    members: async (room) => sql.members.all(room),
  }
}

const entryColumns = `select seq, entries.id, at, author, name, kind, about, priority, body from entries
  join people on people.id = entries.author`
const entryFrom = `${entryColumns} where room = ? and seq >= ?`

/** How many messages that count the room holds up to the read mark. */
const ordinalAtReadMark = `coalesce((select ordinal from entries where entries.room = rooms.id and seq <= seen
  order by seq desc limit 1), 0)`

/** How many of the messages that count are the member's own. */
const ownOrdinal = (upTo: string): string => `coalesce((select own_ordinal from entries
  where entries.room = rooms.id and author = members.person and own_ordinal > 0 ${upTo}
  order by seq desc limit 1), 0)`

const prepareLog = (database: Database) => ({
  log: database.prepare<LogInfo>('select id, name, log_id as logId, head, floor from rooms where id = ?'),
  findRoom: database.prepare<RoomSummary>('select id, name, members from rooms where id = ?'),
  logs: database.prepare<Omit<LogLine, 'urgentFrom'> & { urgentFrom: string | null }>(
    `select id, name, log_id as logId, head, floor, members,
       iif(urgent_from = 'everybody', null, (select json_group_array(people.name order by name_key)
         from urgent_senders join people on people.id = person where room = rooms.id)) as urgentFrom
     from rooms order by id`,
  ),
  upwards: database.prepare<EntryRow>(`${entryFrom} order by seq limit ?`),
  downwards: database.prepare<EntryRow>(`${entryFrom} and seq < ? order by seq desc limit ?`),
  later: database.prepare<EntryRow>(
    `${entryColumns} where room = ? and about between ? and ? and seq > ? order by seq limit ?`,
  ),
  pinned: database.prepare<EntryRow>(
    `${entryFrom} and seq in (select seq from pins where pins.room = entries.room) order by seq`,
  ),
  aboutPinned: database.prepare<EntryRow>(
    `${entryColumns} where room = ? and about in (select seq from pins where pins.room = entries.room)
     order by seq limit ?`,
  ),
  isMember: database.prepare<object>('select 1 from members where room = ? and person = ?'),
  members: database.prepare<Person>(
    'select id, name from members join people on people.id = person where room = ? order by name_key',
  ),
  headsOf: database.prepare<Head & { id: RoomId }>(
    `select id, log_id as logId, head as seq, seen from members join rooms on rooms.id = room where person = ?`,
  ),
  roomsOf: database.prepare<Room>(
    `select rooms.id, rooms.name, log_id as logId, head, seen, rooms.members,
       counted - ${ordinalAtReadMark} - (${ownOrdinal('')} - ${ownOrdinal('and seq <= seen')}) as unread
     from members join rooms on rooms.id = room where person = ? order by rooms.id`,
  ),
})

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

type LogQueries = ReturnType<typeof prepareLog>

function readRange(sql: LogQueries, query: RangeQuery): Range | undefined {
  const log = sql.log.get(query.room)
  if (log === undefined) return undefined
  const { logId, floor, head } = log
  const entries = readEntries(sql, log, query)
  const later = query.around === undefined ? undefined : readLater(sql, query.room, entries)
  return { logId, floor, head, entries, later }
}

function readEntries(sql: LogQueries, { floor, head }: LogInfo, query: RangeQuery): Entry[] {
  const { room, after, before, around } = query
  const count = Math.min(query.limit, RANGE_MAX_ENTRIES)
  if (after !== undefined) return takeBytes(sql.upwards.iterate(room, Math.max(floor, after + 1), count))
  if (around === undefined)
    return takeBytes(sql.downwards.iterate(room, floor, before ?? head + 1, count)).reverse()
  const half = Math.ceil(count / 2)
  const upTo = takeBytes(sql.downwards.iterate(room, floor, around + 1, half), RANGE_MAX_BYTES / 2).reverse()
  const from = Math.max(floor, around + 1)
  return [...upTo, ...takeBytes(sql.upwards.iterate(room, from, count - half), RANGE_MAX_BYTES / 2)]
}

/** What is about these entries of a room, in order, and after all of them. */
function readLater(sql: LogQueries, room: RoomId, entries: readonly Entry[]): Entry[] {
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined) return []
  return takeBytes(sql.later.iterate(room, first.seq, last.seq, last.seq, RANGE_MAX_ENTRIES))
}

function readPinned(sql: LogQueries, room: RoomId): PageEntries | undefined {
  const log = sql.log.get(room)
  if (log === undefined) return undefined
  const entries = takeBytes(sql.pinned.iterate(room, log.floor))
  const later = takeBytes(sql.aboutPinned.iterate(room, RANGE_MAX_ENTRIES))
  return { logId: log.logId, entries, later }
}

/** As many entries as fit into one answer, but at least one. */
function takeBytes(rows: Iterable<EntryRow>, most = RANGE_MAX_BYTES): Entry[] {
  const entries: Entry[] = []
  let bytes = 0
  for (const row of rows) {
    const entry = toEntry(row)
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1
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

function peopleReader(database: Database): PeopleReader {
  const token = database.prepare<TokenRow>(`${tokenFrom} where tokens.hash = ?`)
  const invite = database.prepare<InviteRow>(`select ${inviteColumns} from invites where hash = ?`)
  const attempted = database.prepare<{ device: DeviceId }>(
    'select device from attempts where invite = ? and attempt = ? and at > ?',
  )
  const hasPeople = database.prepare<object>('select 1 from people limit 1')
  const invites = database.prepare<InviteRow>(`select ${inviteColumns} from invites order by created_at`)
  const tokens = database.prepare<TokenLineRow>(
    `${tokenLineFrom} order by people.name_key, tokens.created_at`,
  )
  const people = database.prepare<Omit<PersonLine, 'deactivated'> & { deactivated: number }>(
    `select id, name, created_at as createdAt, deactivated_at is not null as deactivated,
       (select count(*) from members where person = people.id) as rooms,
       (select count(*) from tokens where person = people.id) as devices
     from people order by name_key`,
  )
  return {
    findTokenByHash: async (hash) => toToken(token.get(hash)),
    findInviteByHash: async (hash) => toInvite(invite.get(hash)),
    findAttempt: async (id, attempt, since) => attempted.get(id, attempt, since)?.device,
    hasPeople: async () => hasPeople.get() !== undefined,
    invites: async () => invites.all().flatMap((row) => toInvite(row) ?? []),
    tokens: async () => tokens.all().map(toTokenLine),
    people: async () => people.all().map((row) => ({ ...row, deactivated: row.deactivated === 1 })),
  }
}
