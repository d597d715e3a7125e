import type { PersonAttention, RoomAttention } from '../../../../protocol/attention.ts'
import type { AttentionReader } from '../../../attention/attention-store.ts'
import type { Database } from '../database.ts'

export function attentionReader(database: Database): AttentionReader {
  // One statement, so that all of it is from one moment.
  const all = database.prepare<{ room: string | null; settings: string }>(
    `select null as room, settings from person_attention where person = ?
     union all select room, settings from room_attention where person = ?`,
  )
  return {
    async findAttention(person) {
      const rows = all.all(person, person)
      const own = rows.find(({ room }) => room === null)
      return {
        person: own && (JSON.parse(own.settings) as Partial<PersonAttention>),
        rooms: Object.fromEntries(
          rows.flatMap(({ room, settings }) =>
            room === null ? [] : [[room, JSON.parse(settings) as RoomAttention]],
          ),
        ),
      }
    },
  }
}
