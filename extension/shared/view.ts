import * as v from 'valibot'
import { memberKindSchema } from '../../protocol/entry-kinds.ts'
import { failureSchema } from '../../protocol/error-code.ts'
import {
  aboutSchema,
  entryIdSchema,
  entrySchema,
  personSchema,
  roomIdSchema,
  seqSchema,
  type LocalTime,
  type ServerTime,
} from '../../protocol/entry.ts'
import { levelSchema, personSettingsSchema } from '../../protocol/notification-settings.ts'
import { deviceSettingsSchema } from './device-settings.ts'

/** What may be undefined. The way to a page is JSON, which leaves it out. */
const perhaps = <S extends v.GenericSchema>(schema: S) => v.optional(schema, () => undefined)

const serverTime: v.GenericSchema<number, ServerTime> = v.number()
/** This machine's clock, ms. */
const localTime: v.GenericSchema<number, LocalTime> = v.number()

/**
 * The background's connection to the server. `offline` is what the person sees while the background goes on trying; `since` is
 * this machine's clock in ms. `signed-out` and `outdated` do not mend by themselves, so it has stopped trying.
 */
const connectionSchema = v.variant('state', [
  v.object({ state: v.literal('connecting') }),
  v.object({ state: v.literal('connected') }),
  v.variant('why', [
    /** `no-network`: the browser itself says so. `no-answer`: server down, or a certificate that the browser refuses. */
    v.object({
      state: v.literal('offline'),
      since: localTime,
      why: v.picklist(['no-network', 'no-answer']),
    }),
    /** The server sent more than is taken; it is left alone until then, this machine's clock in ms. */
    v.object({
      state: v.literal('offline'),
      since: localTime,
      why: v.literal('too-much'),
      until: localTime,
    }),
  ]),
  v.object({ state: v.literal('signed-out') }),
  v.object({ state: v.literal('outdated') }),
])
export type Connection = v.InferOutput<typeof connectionSchema>

const accountSchema = v.object({
  /** Origin and path, without a slash at the end. */
  server: v.string(),
  me: personSchema,
})
export type Account = v.InferOutput<typeof accountSchema>

const roomSummarySchema = v.object({
  id: roomIdSchema,
  name: v.string(),
  unread: v.number(),
  members: v.number(),
  /** The person's own setting for it; null: as everywhere. */
  level: v.nullable(levelSchema),
  /** The server's clock, ms UTC; null: not muted. It may lie in the past. */
  mutedUntil: v.nullable(serverTime),
  /** One is no longer in it; it stays while messages that were written for it wait to be seen. */
  left: v.optional(v.literal(true)),
  /** The server kept replacing its history: it is shown as it was, until the person tries again. */
  stopped: v.optional(v.literal(true)),
})
export type RoomSummary = v.InferOutput<typeof roomSummarySchema>

/** What every page of ours knows from its first message on. Small: it is sent whole at each change. */
export const overviewSchema = v.object({
  /** Undefined: not joined. */
  account: perhaps(accountSchema),
  /** A join that was begun and has no answer yet; it goes on without the page that began it. */
  joining: perhaps(v.object({ link: v.string(), name: v.string() })),
  connection: connectionSchema,
  rooms: v.array(roomSummarySchema),
  /** Messages in all rooms that the server has not acknowledged. */
  unsent: v.number(),
  /** The same on all devices of the person. */
  settings: personSettingsSchema,
  /** Changes of notification settings that the server has not heard of yet. */
  settingsUnsent: v.boolean(),
  device: deviceSettingsSchema,
  /** The text of messages is hidden just now: by the setting, or since the screen is shared. */
  textHidden: v.picklist(['no', 'by-setting', 'sharing']),
  /** The server's clock minus this machine's, ms. */
  clockOffset: v.number(),
  /** The room that was looked at last, or that a notification asked to open. */
  current: perhaps(roomIdSchema),
})
export type Overview = v.InferOutput<typeof overviewSchema>

/** An entry of ours that the log does not hold yet: a message, or what `pendingEntries` shows of one about a message. */
const queuedSchema = v.object({
  id: entryIdSchema,
  kind: memberKindSchema,
  about: perhaps(aboutSchema),
  body: v.record(v.string(), v.unknown()),
  /** When it was written: what the server's clock showed then, so that it is comparable with the times of the log. */
  at: serverTime,
  /** Set: refused for good, with the reason; it waits for Retry or Delete, and changes nothing until then. */
  refused: perhaps(failureSchema),
})
export type Queued = v.InferOutput<typeof queuedSchema>

/** All of a watched room but its entries. */
export const roomStateSchema = v.object({
  /** The person's read mark. */
  seen: seqSchema,
  /** Older entries can be asked for. */
  more: v.boolean(),
  /** Nothing is known of this room yet; its newest page is on its way. */
  loading: v.boolean(),
  /** Set when the log turned out to be another one and was loaded anew; shown as a line in the room. */
  reloaded: v.boolean(),
  outbox: v.array(queuedSchema),
  /** Names of those who type just now. */
  typing: v.array(v.string()),
})
export type RoomState = v.InferOutput<typeof roomStateSchema>

export const roomViewSchema = v.object({
  room: roomIdSchema,
  /** Contiguous and ascending: the newest part of what is cached. */
  entries: v.array(entrySchema),
  state: roomStateSchema,
  /** What was half typed. Only in the snapshot: from then on the page knows better. */
  draft: v.string(),
})
export type RoomView = v.InferOutput<typeof roomViewSchema>
