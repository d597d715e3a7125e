import type { RoomId, ServerTime } from '../../../../protocol/entry.ts'
import type { PersonSettings, RoomSettings } from '../../../../protocol/notification-settings.ts'
import { isBefore, isQuiet } from '../../../shared/quiet-hours.ts'
import { resolveLevel, type ResolvedLevel } from './resolve-level.ts'

/** The person's notification settings and the server's clock, ms UTC. */
export interface AlertSettings {
  person(): PersonSettings
  room(id: RoomId): RoomSettings
  now(): ServerTime
}

/** What the settings say of one room at one moment. */
export interface SettingsFacts {
  /** The person agreed to be disturbed by priority 5 at any time. */
  agreed: boolean
  /** Do-not-disturb or quiet hours, now. */
  quiet: boolean
  /** The room is muted now. */
  muted: boolean
  level: ResolvedLevel
}

/** `members`: people in the room, the person included. */
export function settingsFacts(settings: AlertSettings, room: { id: RoomId; members: number }): SettingsFacts {
  const person = settings.person()
  const ofRoom = settings.room(room.id)
  const now = settings.now()
  return {
    agreed: person.urgent,
    quiet: isBefore(person.doNotDisturbUntil, now) || isQuiet(person.quietHours, now),
    muted: isBefore(ofRoom.mutedUntil, now),
    level: resolveLevel({ room: ofRoom.level, person: person.level, members: room.members }),
  }
}
