import type { PersonId, RoomId } from '../../protocol/entry.ts'
import type { PersonSettings, RoomSettings } from '../../protocol/notification-settings.ts'
import type { LogTransaction } from '../room/store.ts'

/** As LogTransaction. Each setter replaces what was there, and counts the person's revision up. */
export interface SettingsTransaction extends LogTransaction {
  /** The revision at which a part was set last, the person's own or the one for a room; 0: never. */
  findSettingsRevision(person: PersonId, room?: RoomId): Promise<number>
  setPersonSettings(person: PersonId, settings: PersonSettings): Promise<void>
  /** The person must be a member: the settings end with the membership. */
  setRoomSettings(room: RoomId, person: PersonId, settings: RoomSettings): Promise<void>
}

/** As LogReader. */
export interface SettingsReader {
  /** What the person has set, all from one moment. */
  findSettings(person: PersonId): Promise<StoredSettings>
}

export interface StoredSettings {
  /** How many changes there were so far; the end of a membership is one too. */
  revision: number
  /** Undefined: never set. What an older version stored may lack what came later. */
  person: Partial<PersonSettings> | undefined
  rooms: Record<string, RoomSettings>
}
