import type { LogId, PersonId, Seq, ServerTime } from '../../../../protocol/entry.ts'
import type { AddedEntry, Change } from '../../../room/change.ts'
import type { LogInfo, LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'
import { aboutTransaction } from './about-transaction.ts'

/** The transaction that runs: its time, and what the write that runs has added and changed so far. */
export interface Running {
  now: ServerTime
  added: AddedEntry[]
  changes: Change[]
  /** Something was taken away that no file may hold after the commit. */
  blanked: boolean
}

/** The part of a transaction that the log's rules use. */
export function logTransaction(database: Database, running: Running): Omit<LogTransaction, 'now'> {
  const sql = prepareAll(database)
  return {
    ...aboutTransaction(database, running),
    findLog: async (room) => sql.findLog.get(room),
    async createLog({ id, name, logId }) {
      sql.createLog.run(id, name, logId)
    },
    findMember: async (room, person) => sql.findMember.get(room, person),
    async addMember(room, person, seen) {
      sql.addMember.run(room, person, seen)
      sql.countMembers.run(1, room)
    },
    async removeMember(room, person) {
      sql.removeMember.run(room, person)
      sql.countSettings.run(person)
      sql.countMembers.run(-1, room)
    },
    findExistingSeq: async (room, device, id) => sql.findExistingSeq.get(room, device, id),
    async append({ room, author, device, id, kind, about, priority, body, unread }) {
      const counts = unread ? 1 : 0
      const log = sql.advance.get(counts, room)
      if (log === undefined) throw new Error('append to a room that is not there')
      const at = running.now
      sql.addEntry.run(
        room,
        log.seq,
        id,
        at,
        author.id,
        kind,
        about ?? null,
        priority ?? null,
        JSON.stringify(body),
        log.counted,
        counts,
      )
      if (device !== null) sql.addKey.run(room, device, id, log.seq, at)
      if (priority === 5) sql.addUrgent.run(room, author.id, at, log.seq)
      const entry = { seq: log.seq, id, at, author, kind, about, priority, body }
      running.added.push({ room, logId: log.logId, entry })
      return entry
    },
    async moveReadMark(room, person, seq) {
      sql.moveReadMark.run(seq, room, person)
    },
    maySendUrgent: async (room, person) => sql.maySendUrgent.get(room, person) !== undefined,
    async countUrgent(room, author, since) {
      sql.dropUrgent.run(room, author, since)
      return sql.countUrgent.get(room, author)?.count ?? 0
    },
    async setUrgentSenders(room, people) {
      sql.setUrgentFrom.run(people === null ? 'everybody' : 'named', room)
      sql.dropSenders.run(room)
      for (const person of new Set(people)) sql.addSender.run(room, person)
    },
    emit(change) {
      running.changes.push(change)
    },
  }
}

const prepareAll = (database: Database) => ({
  findLog: database.prepare<LogInfo>('select id, name, log_id as logId, head, floor from rooms where id = ?'),
  createLog: database.prepare('insert into rooms (id, name, log_id) values (?, ?, ?)'),
  findMember: database.prepare<{ id: PersonId; name: string; seen: Seq }>(
    `select person as id, name, seen from members join people on people.id = members.person
     where room = ? and person = ?`,
  ),
  addMember: database.prepare('insert into members (room, person, seen) values (?, ?, ?)'),
  removeMember: database.prepare('delete from members where room = ? and person = ?'),
  // The person's settings for the room went with the membership.
  countSettings: database.prepare('update people set settings_revision = settings_revision + 1 where id = ?'),
  findExistingSeq: database.prepare<{ seq: Seq; at: ServerTime }>(
    'select seq, at from entry_keys where room = ? and device = ? and id = ?',
  ),
  countMembers: database.prepare('update rooms set members = members + ? where id = ?'),
  advance: database.prepare<{ seq: Seq; logId: LogId; counted: number }>(
    `update rooms set head = head + 1, counted = counted + ? where id = ?
     returning head as seq, log_id as logId, counted`,
  ),
  addEntry: database.prepare(
    `insert into entries (room, seq, id, at, author, kind, about, priority, body, ordinal, own_ordinal)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, iif(?11 = 0, 0, 1 + coalesce(
       (select own_ordinal from entries where room = ?1 and author = ?5 and own_ordinal > 0
        order by seq desc limit 1), 0)))`,
  ),
  addUrgent: database.prepare('insert into urgent_messages (room, author, at, seq) values (?, ?, ?, ?)'),
  dropUrgent: database.prepare('delete from urgent_messages where room = ? and author = ? and at <= ?'),
  countUrgent: database.prepare<{ count: number }>(
    'select count(*) as count from urgent_messages where room = ? and author = ?',
  ),
  maySendUrgent: database.prepare<object>(
    `select 1 from rooms where id = ?1 and (urgent_from = 'everybody'
       or exists (select 1 from urgent_senders where room = ?1 and person = ?2))`,
  ),
  setUrgentFrom: database.prepare('update rooms set urgent_from = ? where id = ?'),
  dropSenders: database.prepare('delete from urgent_senders where room = ?'),
  addSender: database.prepare('insert into urgent_senders (room, person) values (?, ?)'),
  addKey: database.prepare('insert into entry_keys (room, device, id, seq, at) values (?, ?, ?, ?, ?)'),
  moveReadMark: database.prepare('update members set seen = ? where room = ? and person = ?'),
})
