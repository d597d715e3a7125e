import type { AttentionTransaction } from '../../../attention/attention-store.ts'
import type { LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'

/** The part of a transaction that the rules about attention use. */
export function attentionTransaction(database: Database): Omit<AttentionTransaction, keyof LogTransaction> {
  const ofPerson = database.prepare(
    'insert or replace into person_attention (person, settings) values (?, ?)',
  )
  const ofRoom = database.prepare(
    'insert or replace into room_attention (person, room, settings) values (?, ?, ?)',
  )
  return {
    async setPersonAttention(person, attention) {
      ofPerson.run(person, JSON.stringify(attention))
    },
    async setRoomAttention(room, person, attention) {
      ofRoom.run(person, room, JSON.stringify(attention))
    },
  }
}
