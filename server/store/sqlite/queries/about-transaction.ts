import type { PersonId, Seq, ServerTime } from '../../../../protocol/entry.ts'
import type { LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'
import type { Running } from './log-transaction.ts'

type AboutTransaction = Pick<
  LogTransaction,
  'findEntry' | 'findAbout' | 'countAbout' | 'blank' | 'countPinned' | 'setPinned'
>

/** The part of a transaction that the rules of entries about entries use. */
export function aboutTransaction(database: Database, running: Running): AboutTransaction {
  const sql = prepareAll(database)
  return {
    findAbout: async (room, about, kind) => sql.findAbout.get(room, about, kind),
    findEntry: async (room, seq) => sql.findEntry.get(room, seq),
    countAbout: async (room, about, kind) => sql.countAbout.get(room, about, kind)?.count ?? 0,
    async blank(room, seq) {
      sql.blank.run(room, seq)
      sql.blankEdits.run(room, seq)
      running.blanked = true
    },
    countPinned: async (room, without) => sql.countPinned.get(room, without)?.count ?? 0,
    async setPinned(room, seq, on) {
      const statement = on ? sql.pin : sql.unpin
      statement.run(room, seq)
    },
  }
}

const prepareAll = (database: Database) => ({
  findEntry: database.prepare<{ kind: string; author: PersonId }>(
    `select kind, author from entries join rooms on rooms.id = room where room = ? and seq = ? and seq >= floor`,
  ),
  findAbout: database.prepare<{ seq: Seq; at: ServerTime }>(
    'select seq, at from entries where room = ? and about = ? and kind = ? order by seq limit 1',
  ),
  countAbout: database.prepare<{ count: number }>(
    'select count(*) as count from entries where room = ? and about = ? and kind = ?',
  ),
  blank: database.prepare("update entries set body = '{}' where room = ? and seq = ?"),
  blankEdits: database.prepare(
    "update entries set body = '{}' where room = ? and about = ? and kind = 'edit'",
  ),
  countPinned: database.prepare<{ count: number }>(
    'select count(*) as count from pins join rooms on rooms.id = room where room = ? and seq <> ? and seq >= floor',
  ),
  pin: database.prepare('insert or ignore into pins (room, seq) values (?, ?)'),
  unpin: database.prepare('delete from pins where room = ? and seq = ?'),
})
