import type { AttentionTransaction } from '../../../attention/attention-store.ts'
import type { LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'

/** The part of a transaction that the rules about notification settings use. */
export function attentionTransaction(database: Database): Omit<AttentionTransaction, keyof LogTransaction> {
  const countUp = database.prepare('update people set settings_revision = settings_revision + 1 where id = ?')
  const ofPerson = database.prepare(
    `insert or replace into person_attention (person, settings, revision)
     select id, ?2, settings_revision from people where id = ?1`,
  )
  const ofRoom = database.prepare(
    `insert or replace into room_attention (person, room, settings, revision)
     select id, ?2, ?3, settings_revision from people where id = ?1`,
  )
  const revisionOfPerson = database.prepare<{ revision: number }>(
    'select revision from person_attention where person = ?',
  )
  const revisionOfRoom = database.prepare<{ revision: number }>(
    'select revision from room_attention where person = ? and room = ?',
  )
  return {
    async findAttentionRevision(person, room) {
      const row = room === undefined ? revisionOfPerson.get(person) : revisionOfRoom.get(person, room)
      return row?.revision ?? 0
    },
    async setPersonAttention(person, attention) {
      countUp.run(person)
      ofPerson.run(person, JSON.stringify(attention))
    },
    async setRoomAttention(room, person, attention) {
      countUp.run(person)
      ofRoom.run(person, room, JSON.stringify(attention))
    },
  }
}
