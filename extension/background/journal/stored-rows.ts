import * as v from 'valibot'
import { memberKindSchema } from '../../../protocol/entry-kinds.ts'
import {
  aboutSchema,
  countSchema,
  entryIdSchema,
  logIdSchema,
  personSchema,
  roomIdSchema,
  seqSchema,
  type LocalTime,
  type ServerTime,
} from '../../../protocol/entry.ts'
import { failureSchema } from '../../../protocol/error-code.ts'
import {
  defaultPersonSettings,
  personSettingsSchema,
  roomSettingsSchema,
} from '../../../protocol/notification-settings.ts'
import { settingsChangeSchema } from '../../../protocol/up.ts'
import { defaultDeviceSettings, deviceSettingsSchema } from '../../shared/device-settings.ts'
import type { OutboxItem, SavedAccount, SavedRoom, SavedSettings } from '../channel/journal.ts'

// What was stored is read as `unknown`: a disk, an older version and a crash inside the browser can all damage a row.

/** A join that was begun: its `attempt` makes a repeat of it safe. */
export interface SavedJoin {
  link: string
  name: string
  attempt: string
  /** An answer is awaited; if the background ends before it comes, the next one asks again. */
  pending: boolean
}

const finite = v.pipe(v.number(), v.finite())
/** A moment of this machine's clock, ms. */
export const momentSchema: v.GenericSchema<number, LocalTime> = finite
/** A moment of the server's clock as this machine reckons it, ms: it was never sent, and may be out of any range. */
export const reckonedSchema: v.GenericSchema<number, ServerTime> = finite

const roomSchema: v.GenericSchema<unknown, SavedRoom> = v.pipe(
  v.object({
    id: roomIdSchema,
    name: v.string(),
    members: countSchema,
    logId: v.optional(logIdSchema),
    low: seqSchema,
    cursor: seqSchema,
    floor: seqSchema,
    seen: seqSchema,
    base: v.object({ seen: seqSchema, seq: seqSchema, count: countSchema }),
    reloaded: v.boolean(),
    replacedAt: v.optional(v.array(momentSchema)),
  }),
  v.transform((room) => ({ logId: undefined, ...room })),
)

const itemSchema: v.GenericSchema<unknown, OutboxItem> = v.pipe(
  v.object({
    order: countSchema,
    id: entryIdSchema,
    room: roomIdSchema,
    kind: memberKindSchema,
    about: v.optional(aboutSchema),
    body: v.record(v.string(), v.unknown()),
    at: momentSchema,
    acknowledged: v.optional(v.object({ logId: logIdSchema, seq: seqSchema })),
    refused: v.optional(failureSchema),
    notBefore: v.optional(momentSchema),
  }),
  v.transform((item) => ({ about: undefined, acknowledged: undefined, refused: undefined, ...item })),
)

/**
 * The server's address alone makes an account. With an unreadable token the server signs this browser out, and what waits
 * stays until the person leaves; an unreadable person makes their own messages count as somebody else's.
 */
const accountSchema: v.GenericSchema<unknown, SavedAccount> = v.object({
  server: v.pipe(v.string(), v.url()),
  token: v.fallback(v.string(), ''),
  me: v.fallback(personSchema, { id: 'unknown', name: '' }),
})

const joinSchema: v.GenericSchema<unknown, SavedJoin> = v.object({
  link: v.string(),
  name: v.string(),
  attempt: v.string(),
  pending: v.boolean(),
})

const [personChange, roomChange] = settingsChangeSchema.options
const revision = v.optional(countSchema)
const pendingSchema = v.variant('of', [
  v.strictObject({ ...personChange.entries, revision }),
  v.strictObject({ ...roomChange.entries, revision }),
])

/** Every part that cannot be read is the default or left out: the server's answer replaces all but `pending`. */
const settingsSchema: v.GenericSchema<unknown, SavedSettings> = v.pipe(
  v.object({
    person: v.fallback(personSettingsSchema, defaultPersonSettings),
    rooms: v.fallback(
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.transform((rooms) =>
          Object.fromEntries(
            Object.entries(rooms).flatMap(([room, row]) => {
              const settings = read(roomSettingsSchema, row)
              return v.is(roomIdSchema, room) && settings ? [[room, settings] as const] : []
            }),
          ),
        ),
      ),
      {},
    ),
    pending: v.fallback(
      v.pipe(
        v.array(v.unknown()),
        v.transform((changes) => readAll(pendingSchema, changes)),
      ),
      [],
    ),
    clockOffset: v.fallback(v.optional(finite), undefined),
  }),
  v.transform((settings) => ({ clockOffset: undefined, ...settings })),
)

/** Undefined: there is none, or it cannot be read. */
export function read<T>(schema: v.GenericSchema<unknown, T>, row: unknown): T | undefined {
  const parsed = v.safeParse(schema, row)
  return parsed.success ? parsed.output : undefined
}

/** Leaves out the rows that cannot be read. */
const readAll = <T>(schema: v.GenericSchema<unknown, T>, rows: readonly unknown[]): T[] =>
  rows.map((row) => read(schema, row)).filter((value) => value !== undefined)

/**
 * A damaged room whose id can be read is one of whose log nothing is known: it is loaded anew, or removed where the
 * person is no longer in it.
 */
export function readRoom(row: unknown): SavedRoom | undefined {
  const room = read(roomSchema, row)
  if (room) return room
  const named = read(v.object({ id: roomIdSchema }), row)
  return (
    named && {
      ...{ id: named.id, name: named.id, members: 0, logId: undefined },
      ...{ low: 1, cursor: 0, floor: 1, seen: 0 },
      base: { seen: 0, seq: 0, count: 0 },
      reloaded: false,
    }
  )
}

export const readItem = (row: unknown): OutboxItem | undefined => read(itemSchema, row)
export const readItems = (rows: readonly unknown[]): OutboxItem[] => readAll(itemSchema, rows)
export const readAccount = (row: unknown): SavedAccount | undefined => read(accountSchema, row)
export const readJoin = (row: unknown): SavedJoin | undefined => read(joinSchema, row)
export const readSettings = (row: unknown): SavedSettings | undefined => read(settingsSchema, row)

/** The defaults where it was never set. */
export const readDevice = (row: unknown) => read(deviceSettingsSchema, row) ?? defaultDeviceSettings
