import * as v from 'valibot'
import { countSchema, roomIdSchema, timeSchema, type ServerTime } from './entry.ts'
import { KEYWORD_MAX, KEYWORDS_MAX, ROOMS_MAX, TIME_MAX } from './limits.ts'

/** "Until I turn it on": later than any date of a clock, and still a safe integer. */
export const UNTIL_TURNED_ON: ServerTime = TIME_MAX

/** A moment of the server's clock, ms UTC; null: not set. */
export const untilSchema = v.nullable(timeSchema)

/** A word that calls the person like their name does. */
export const keywordSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a keyword cannot be empty'),
  v.maxLength(KEYWORD_MAX, `a keyword has at most ${KEYWORD_MAX} characters`),
)

export const clockTimeSchema = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM'),
)

/**
 * Quiet from `from` until the next `to`, beginning on each of `days`: past midnight where `to` is not later, so the same time
 * twice is a whole day.
 */
export const quietHoursSchema = v.object({
  on: v.boolean(),
  /** 0: Sunday … 6: Saturday, in the time zone. */
  days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))), v.maxLength(7)),
  from: clockTimeSchema,
  to: clockTimeSchema,
  /** As in the IANA database: `Asia/Seoul`. A client that does not know it uses its own. */
  timeZone: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
})
export type QuietHours = v.InferOutput<typeof quietHoursSchema>

/** A room of so many people, oneself included, is small: there every message is for everybody. */
export const SMALL_ROOM_MAX = 5

/**
 * What alerts: `small`: what calls the person, and everything in rooms of at most 5 people. `all`: every message.
 * `mentions`: what calls the person. `nothing`: no message, and none counts on the badge.
 */
export const levels = ['small', 'all', 'mentions', 'nothing'] as const
export const levelSchema = v.picklist(levels)
export type Level = (typeof levels)[number]

/** A person's notification settings, the same on all of their devices (SPEC 8). */
export const personSettingsSchema = v.object({
  level: levelSchema,
  keywords: v.pipe(v.array(keywordSchema), v.maxLength(KEYWORDS_MAX, `at most ${KEYWORDS_MAX} keywords`)),
  doNotDisturbUntil: untilSchema,
  quietHours: quietHoursSchema,
  /** Agreed that priority 5 comes through mute, do-not-disturb and quiet hours. */
  urgent: v.boolean(),
  sounds: v.boolean(),
})
export type PersonSettings = v.InferOutput<typeof personSettingsSchema>

/** A person's settings for one room; `level` null: as everywhere. */
export const roomSettingsSchema = v.object({
  level: v.nullable(levelSchema),
  mutedUntil: untilSchema,
})
export type RoomSettings = v.InferOutput<typeof roomSettingsSchema>

/** All notification settings. Rooms that were never set are left out. */
export const settingsSchema = v.object({
  /** How many changes there were so far. */
  revision: countSchema,
  /** The server's clock when this was read, ms UTC. */
  now: timeSchema,
  person: personSettingsSchema,
  rooms: v.pipe(v.record(roomIdSchema, roomSettingsSchema), v.maxEntries(ROOMS_MAX)),
})
export type NotificationSettings = v.InferOutput<typeof settingsSchema>

/** Of somebody who never set anything. */
export const defaultPersonSettings: PersonSettings = {
  level: 'small',
  keywords: [],
  doNotDisturbUntil: null,
  quietHours: { on: false, days: [1, 2, 3, 4, 5], from: '22:00', to: '08:00', timeZone: 'UTC' },
  urgent: false,
  sounds: false,
}

export const defaultRoomSettings: RoomSettings = { level: null, mutedUntil: null }
