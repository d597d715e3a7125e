import type { Person, RoomId } from '../../../../protocol/entry.ts'
import type { Room } from '../../../../protocol/up.ts'
import type { PeopleReader, PersonLine } from '../../../people/people-store.ts'
import type { DeviceId } from '../../../room/principal.ts'
import type { Head, LogLine, LogReader, RoomSummary } from '../../../room/store.ts'
import type { Reader } from '../../store.ts'
import type { Database } from '../database.ts'
import { logPages } from './log-pages.ts'
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
    ...logPages(database),
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

/** How many messages that count the room holds up to the read mark. */
const ordinalAtReadMark = `coalesce((select ordinal from entries where entries.room = rooms.id and seq <= seen
  order by seq desc limit 1), 0)`

/** How many of the messages that count are the member's own. */
const ownOrdinal = (upTo: string): string => `coalesce((select own_ordinal from entries
  where entries.room = rooms.id and author = members.person and own_ordinal > 0 ${upTo}
  order by seq desc limit 1), 0)`

const prepareLog = (database: Database) => ({
  findRoom: database.prepare<RoomSummary>('select id, name, members from rooms where id = ?'),
  logs: database.prepare<Omit<LogLine, 'urgentFrom'> & { urgentFrom: string | null }>(
    `select id, name, log_id as logId, head, floor, members,
       iif(urgent_from = 'everybody', null, (select json_group_array(people.name order by name_key)
         from urgent_senders join people on people.id = person where room = rooms.id)) as urgentFrom
     from rooms order by id`,
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
