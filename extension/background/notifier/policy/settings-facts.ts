import type { PersonAttention, RoomAttention } from '../../../../protocol/attention.ts'
import { isBefore, isQuiet } from '../../../bridge/quiet-hours.ts'
import { resolveLevel, type ResolvedLevel } from './resolve-level.ts'

/** The person's notification settings and the server's clock, ms UTC. */
export interface NotificationSettings {
  person(): PersonAttention
  room(id: string): RoomAttention
  now(): number
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
export function settingsFacts(
  settings: NotificationSettings,
  room: { id: string; members: number },
): SettingsFacts {
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
