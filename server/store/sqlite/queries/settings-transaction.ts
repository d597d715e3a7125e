import type { SettingsTransaction } from '../../../settings/settings-store.ts'
import type { LogTransaction } from '../../../room/store.ts'
import type { Database } from '../database.ts'

/** The part of a transaction that the rules about notification settings use. */
export function settingsTransaction(database: Database): Omit<SettingsTransaction, keyof LogTransaction> {
  const countUp = database.prepare('update people set settings_revision = settings_revision + 1 where id = ?')
  const ofPerson = database.prepare(
    `insert or replace into person_settings (person, settings, revision)
     select id, ?2, settings_revision from people where id = ?1`,
  )
  const ofRoom = database.prepare(
    `insert or replace into room_settings (person, room, settings, revision)
     select id, ?2, ?3, settings_revision from people where id = ?1`,
  )
  const revisionOfPerson = database.prepare<{ revision: number }>(
    'select revision from person_settings where person = ?',
  )
  const revisionOfRoom = database.prepare<{ revision: number }>(
    'select revision from room_settings where person = ? and room = ?',
  )
  return {
    async findSettingsRevision(person, room) {
      const row = room === undefined ? revisionOfPerson.get(person) : revisionOfRoom.get(person, room)
      return row?.revision ?? 0
    },
    async setPersonSettings(person, settings) {
      countUp.run(person)
      ofPerson.run(person, JSON.stringify(settings))
    },
    async setRoomSettings(room, person, settings) {
      countUp.run(person)
      ofRoom.run(person, room, JSON.stringify(settings))
    },
  }
}
