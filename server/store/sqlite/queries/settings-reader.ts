import type { RoomId } from '../../../../protocol/entry.ts'
import type { PersonSettings, RoomSettings } from '../../../../protocol/notification-settings.ts'
import type { SettingsReader, StoredSettings } from '../../../settings/settings-store.ts'
import type { Database } from '../database.ts'

export function settingsReader(database: Database): SettingsReader {
  // One statement, so that all of it is from one moment.
  const all = database.prepare<{ room: RoomId | null; revision: number; settings: string | null }>(
    `select null as room, settings_revision as revision, settings
       from people left join person_settings on person = people.id where people.id = ?1
     union all select room, revision, settings from room_settings where person = ?1`,
  )
  return {
    async findSettings(person) {
      const stored: StoredSettings = { revision: 0, person: undefined, rooms: {} }
      for (const { room, revision, settings } of all.all(person)) {
        if (room === null) stored.revision = revision
        if (settings === null) continue
        if (room === null) stored.person = JSON.parse(settings) as Partial<PersonSettings>
        else stored.rooms[room] = JSON.parse(settings) as RoomSettings
      }
      return stored
    },
  }
}
