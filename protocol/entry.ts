import * as v from 'valibot'
import type { Brand } from './brand.ts'
import { BODY_MAX, NAME_MAX, NAME_READ_MAX, TIME_MAX } from './limits.ts'

/** A room's slug: chosen once, used in every address. */
export type RoomId = Brand<string, 'RoomId'>
export const roomIdSchema: v.GenericSchema<string, RoomId> = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a room is 1 to 64 of a-z, 0-9 and "-", and does not begin with "-"'),
  // `heads` is keyed by room, and Valibot leaves these keys out of records for safety.
  v.check((id) => id !== 'constructor' && id !== 'prototype', 'a room cannot have this name'),
)

/** Made by the client before its first try, so that a repeat is recognized (SPEC 3.3). */
export type EntryId = Brand<string, 'EntryId'>
export const entryIdSchema: v.GenericSchema<string, EntryId> = v.pipe(
  v.string(),
  v.regex(/^[\w-]{1,64}$/, 'an id is 1 to 64 of [A-Za-z0-9_-]'),
)

/** How many there are of something. */
export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A position in a log: 1, 2, 3, … without gaps; 0 is "before the first". */
export type Seq = Brand<number, 'Seq'>
export const seqSchema: v.GenericSchema<number, Seq> = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Which log a seq belongs to; a restored backup gets another (SPEC 2.4). */
export type LogId = Brand<string, 'LogId'>
export const logIdSchema: v.GenericSchema<string, LogId> = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))

/**
 * More marks than a letter has: they hide it, or run over the lines around it. Scripts whose letters are themselves marks
 * (Tibetan, Burmese) have up to four; of those that go on any letter, two.
 */
const stackedMarks = /(?:(?=\p{Script=Inherited})[\p{Mn}\p{Me}]){3}|[\p{Mn}\p{Me}]{5}/u

/** A person's or a room's display name. Control and bidi characters are refused: they can fake a neighbour's text. */
export const nameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a name cannot be empty'),
  v.maxLength(NAME_MAX, `a name has at most ${NAME_MAX} characters`),
  v.regex(
    /^[^\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u,
    'a name cannot hold control characters',
  ),
  v.check((name) => !stackedMarks.test(name.normalize('NFD')), 'a letter of a name has at most two marks'),
)

/**
 * A name as a client reads it: what could fake a neighbour's text is left out and what is too long is cut, since an entry
 * that is refused would be a hole in the log.
 */
export const readNameSchema = v.pipe(
  v.string(),
  v.maxLength(NAME_READ_MAX),
  v.transform((name) => {
    const shown = name.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim()
    return shown.length <= NAME_MAX ? shown : shown.slice(0, NAME_MAX).replace(/[\ud800-\udbff]$/, '')
  }),
)

/** A moment of the server's clock, ms UTC. */
export type ServerTime = Brand<number, 'ServerTime'>
export const timeSchema: v.GenericSchema<number, ServerTime> = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(TIME_MAX),
)

/** A moment of a client's own clock, ms UTC. It is never sent, since that clock may be wrong. */
export type LocalTime = Brand<number, 'LocalTime'>

/** A person, on whatever devices. */
export type PersonId = Brand<string, 'PersonId'>
const personIdSchema: v.GenericSchema<string, PersonId> = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))

export const personSchema = v.object({
  id: personIdSchema,
  name: readNameSchema,
})
export type Person = v.InferOutput<typeof personSchema>

/**
 * 1: log only, not even unread. 2: counts on the badge. 3: by the settings. 4: through mute. 5: through mute and
 * do-not-disturb of those who agreed, again and again until somebody has it.
 */
export const prioritySchema = v.picklist([1, 2, 3, 4, 5], 'a priority is 1, 2, 3, 4 or 5')
export type Priority = v.InferOutput<typeof prioritySchema>

/** The entry that another one is about. */
export const aboutSchema = v.pipe(seqSchema, v.minValue(1))

function isSmall(body: Record<string, unknown>): boolean {
  try {
    return JSON.stringify(body).length <= BODY_MAX
  } catch {
    // Nested deeper than the stack allows.
    return false
  }
}

/**
 * One line of a room's log. `kind` stays open: a client keeps the kinds that it does not know, since the log has
 * no holes, and shows nothing for them (SPEC 2.6). `at` is the server's clock, integer milliseconds UTC, for display only.
 * `body` is its author's; what the server routes by (`about`, `priority`) is beside it. A priority that a reader does
 * not know is none.
 */
export const entrySchema = v.object({
  seq: v.pipe(seqSchema, v.minValue(1)),
  id: entryIdSchema,
  at: timeSchema,
  author: personSchema,
  kind: v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,31}$/)),
  about: v.optional(aboutSchema),
  priority: v.fallback(v.optional(prioritySchema), undefined),
  body: v.pipe(
    v.record(v.string(), v.unknown()),
    v.check(isSmall, `a body has at most ${BODY_MAX} characters of JSON`),
  ),
})
export type Entry = v.InferOutput<typeof entrySchema>
