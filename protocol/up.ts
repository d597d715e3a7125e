import * as v from 'valibot'
import {
  settingsSchema,
  personSettingsSchema,
  quietHoursSchema,
  roomSettingsSchema,
} from './notification-settings.ts'
import { appendInputSchema } from './entry-kinds.ts'
import {
  aboutSchema,
  countSchema,
  entrySchema,
  logIdSchema,
  readNameSchema,
  roomIdSchema,
  seqSchema,
  timeSchema,
} from './entry.ts'
import { RANGE_MAX_ENTRIES, ROOMS_MAX } from './limits.ts'

/**
 * A room as its member sees it. `unread` counts other people's messages after `seen`, but those of priority 1; `members`
 * counts people.
 */
export const roomSchema = v.object({
  id: roomIdSchema,
  name: readNameSchema,
  logId: logIdSchema,
  head: seqSchema,
  seen: seqSchema,
  unread: countSchema,
  members: countSchema,
})
export type Room = v.InferOutput<typeof roomSchema>

/** All rooms of a person. */
export const roomsSchema = v.pipe(v.array(roomSchema), v.maxLength(ROOMS_MAX))

const limitSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(RANGE_MAX_ENTRIES))

const entriesSchema = v.pipe(v.array(entrySchema), v.maxLength(RANGE_MAX_ENTRIES))
const pageEntries = { logId: logIdSchema, entries: entriesSchema, later: v.optional(entriesSchema) }

/** What is read may have fields that are not known here; what is sent may not: nobody would keep them. */
export const personInputSchema = v.strictObject({
  ...personSettingsSchema.entries,
  quietHours: v.strictObject(quietHoursSchema.entries),
})
export const roomInputSchema = v.strictObject(roomSettingsSchema.entries)

const personPart = { of: v.literal('person'), settings: personInputSchema }
const roomPart = { of: v.literal('room'), room: roomIdSchema, settings: roomInputSchema }

/** One part of the notification settings, whole. */
export const settingsChangeSchema = v.variant('of', [v.strictObject(personPart), v.strictObject(roomPart)])
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>

/** A one-time link that joins another browser as the same person. `expiresAt`: the server's clock, ms UTC. */
export const browserLinkSchema = v.object({
  link: v.pipe(v.string(), v.maxLength(2048)),
  expiresAt: timeSchema,
})

/**
 * Every command of a client, as `[what it sends, what it gets]`. Each is acknowledged with a `Result`. The server
 * checks the first with its schema, the client the second: neither trusts the other.
 */
export const commands = {
  /** A repeat of `id` by the same device, and of a kind that the log holds one of, answers with the first's place. */
  append: {
    input: appendInputSchema,
    value: v.object({ seq: seqSchema, at: timeSchema, logId: logIdSchema }),
  },
  /**
   * `after` and `before` are exclusive bounds; `around` is in the middle of what is answered. More than one of them is malformed,
   * none means the newest. `entries` are contiguous. `later`: for `around`, what is about them, comes after them and counts for
   * what they are now.
   */
  range: {
    input: v.pipe(
      v.strictObject({
        room: roomIdSchema,
        after: v.optional(seqSchema),
        before: v.optional(seqSchema),
        around: v.optional(aboutSchema),
        limit: limitSchema,
      }),
      v.check(
        ({ after, before, around }) =>
          [after, before, around].filter((place) => place !== undefined).length <= 1,
        'give one of "after", "before" and "around"',
      ),
    ),
    value: v.object({
      ...pageEntries,
      /** The oldest seq that is kept. */
      floor: seqSchema,
      head: seqSchema,
    }),
  },
  /** The messages of a room that are pinned, in order, and in `later` what is about them. `rest`: how many come after these. */
  pinned: {
    input: v.strictObject({ room: roomIdSchema, after: v.optional(seqSchema) }),
    value: v.object({ ...pageEntries, rest: v.optional(countSchema) }),
  },
  /** Moves the person's read mark, never back; the value is the mark afterwards. */
  seen: {
    input: v.strictObject({ room: roomIdSchema, seq: seqSchema }),
    value: v.object({ seq: seqSchema }),
  },
  /** Best effort; it never enters the log. */
  signal: {
    input: v.strictObject({ room: roomIdSchema, kind: v.picklist(['typing']) }),
    value: v.object({}),
  },
  rooms: {
    input: v.strictObject({}),
    value: v.object({ rooms: roomsSchema }),
  },
  /** The person's notification settings. */
  settings: { input: v.strictObject({}), value: settingsSchema },
  /**
   * Replaces one part of them, unless that part was set after `revision`. The value is all settings as they are then. All
   * devices of the person get the push `settings`.
   */
  'change-settings': {
    input: v.variant('of', [
      v.strictObject({ ...personPart, revision: countSchema }),
      v.strictObject({ ...roomPart, revision: countSchema }),
    ]),
    value: settingsSchema,
  },
  'add-browser': { input: v.strictObject({}), value: browserLinkSchema },
  /** Ends this device's token. The answer comes before the connection ends. Devices that it added stay signed in. */
  'sign-out': { input: v.strictObject({}), value: v.object({}) },
} as const

export type CommandName = keyof typeof commands
export type CommandInput<N extends CommandName> = v.InferOutput<(typeof commands)[N]['input']>
export type CommandValue<N extends CommandName> = v.InferOutput<(typeof commands)[N]['value']>
