import * as v from 'valibot'
import { actionSchema } from '../../protocol/action.ts'
import { aboutInputSchema } from '../../protocol/entry-kinds.ts'
import {
  aboutSchema,
  entryIdSchema,
  logIdSchema,
  personSchema,
  prioritySchema,
  roomIdSchema,
  seqSchema,
  timeSchema,
  type RoomId,
  type Seq,
} from '../../protocol/entry.ts'
import { failureSchema } from '../../protocol/error-code.ts'
import { inviteLinkProblems } from '../../protocol/invite-link.ts'
import type { Failure } from '../../protocol/result.ts'
import { browserLinkSchema, settingsChangeSchema } from '../../protocol/up.ts'
import { actionFailureSchema, type ActionFailure } from './action-failure.ts'
import { deviceSettingsSchema } from './device-settings.ts'

/** Longer drafts are cut by the page; far beyond what can be sent, so that nobody loses what they pasted. */
export const DRAFT_MAX = 100_000

const empty = v.strictObject({})
const inRoom = v.strictObject({ room: roomIdSchema })
const messagePlace = v.strictObject({ room: roomIdSchema, seq: v.pipe(seqSchema, v.minValue(1)) })

/** Why a join did not happen: the link, the name (both found before anything is sent), the server's refusal, or silence. */
const joinProblemSchema = v.variant('kind', [
  v.object({ kind: v.literal('link'), problem: v.picklist(inviteLinkProblems) }),
  v.object({ kind: v.literal('name') }),
  v.object({ kind: v.literal('refused'), failure: failureSchema }),
  v.object({ kind: v.literal('unreachable'), server: v.string() }),
  v.object({ kind: v.literal('joined-already') }),
])
export type JoinProblem = v.InferOutput<typeof joinProblemSchema>

/** One message by itself. */
const messageViewSchema = v.object({
  /** The room's name. */
  room: v.string(),
  /** Of the log that it was read from. */
  logId: logIdSchema,
  author: personSchema,
  title: v.optional(v.string()),
  text: v.string(),
  /** The server's clock, ms UTC. */
  at: timeSchema,
  priority: prioritySchema,
  actions: v.array(actionSchema),
  claimedBy: v.optional(v.string()),
})
export type MessageView = v.InferOutput<typeof messageViewSchema>

/** A message that is pinned, with what it says now. */
const pinnedMessageSchema = v.object({
  seq: v.pipe(seqSchema, v.minValue(1)),
  author: personSchema,
  title: v.optional(v.string()),
  text: v.string(),
  /** The server's clock, ms UTC. */
  at: timeSchema,
})
export type PinnedMessage = v.InferOutput<typeof pinnedMessageSchema>

/** How a test alert went. */
const testAlertSchema = v.object({
  /** `badge`: nothing could show it. */
  shown: v.picklist(['toast', 'system', 'badge']),
  /** From the request, without the delay that was asked for, to the moment it showed. */
  ms: v.number(),
  /** Why it was no toast: the tab in front is a page of the browser or of ours, has no site access, … */
  whyNoToast: v.optional(v.picklist(['no-page', 'no-access', 'never-here', 'not-shown'])),
})
export type TestAlert = v.InferOutput<typeof testAlertSchema>

/** A `Result` as it crosses from one context to another. */
const resultOf = <V extends v.GenericSchema, E extends v.GenericSchema>(value: V, error: E) =>
  v.variant('ok', [v.object({ ok: v.literal(true), value }), v.object({ ok: v.literal(false), error })])

const unanswered: Failure = { code: 'unavailable', message: 'The extension did not answer.' }
/** The background may have been stopped after it sent what a message's button sends. */
const perhapsDone: ActionFailure = { ...unanswered, reason: { kind: 'perhaps-done' } }

const failed = <E>(error: E): { ok: false; error: E } => ({ ok: false, error })
const of = <V extends v.GenericSchema>(schema: V) => ({
  value: resultOf(schema, failureSchema),
  unanswered: failed(unanswered),
})
const nothing = of(v.null())

const rows = {
  join: {
    input: v.strictObject({ link: v.string(), name: v.string() }),
    value: resultOf(v.object({ room: v.optional(roomIdSchema) }), joinProblemSchema),
    unanswered: failed<JoinProblem>({ kind: 'refused', failure: unanswered }),
    retry: 'not-received',
  },
  /**
   * Has the server end the sign-in, for a few seconds at most, and wipes everything local: token, cache, outbox, drafts.
   * `signedOut` false: the server was not reached, and keeps the sign-in.
   */
  leave: { input: empty, ...of(v.object({ signedOut: v.boolean() })), retry: 'not-received' },
  /**
   * Answered when the message is stored in the outbox; the room's draft goes in the same transaction if it is this text. The page makes the
   * `id`, so that it may ask again when the background was stopped before it answered. `about`: it is a reply to that one.
   */
  send: {
    input: v.strictObject({
      room: roomIdSchema,
      id: entryIdSchema,
      about: v.optional(aboutSchema),
      text: v.string(),
    }),
    ...nothing,
    retry: 'always',
  },
  /** Sends what was refused again. */
  retry: { input: v.strictObject({ id: entryIdSchema }), ...nothing, retry: 'not-received' },
  /** Takes out of the outbox what was refused, or is still held. What may be with the server already stays. */
  delete: { input: v.strictObject({ id: entryIdSchema }), ...nothing, retry: 'not-received' },
  draft: {
    input: v.strictObject({ room: roomIdSchema, text: v.pipe(v.string(), v.maxLength(DRAFT_MAX)) }),
    ...nothing,
    retry: 'not-overtaken',
  },
  seen: {
    input: v.strictObject({ room: roomIdSchema, seq: seqSchema }),
    ...nothing,
    retry: 'not-received',
  },
  /** Answered when the entries, if any, have been sent to the page. */
  older: { input: inRoom, ...nothing, retry: 'not-received' },
  typing: { input: inRoom, ...nothing, retry: 'not-received' },
  /** Remembers which room to show when a page opens. */
  show: { input: inRoom, ...nothing, retry: 'not-received' },
  'add-browser': { input: empty, ...of(browserLinkSchema), retry: 'not-received' },
  /** Stored here at once; sent to the server as soon as it can be. */
  'change-settings': { input: settingsChangeSchema, ...nothing, retry: 'not-received' },
  'set-device': { input: deviceSettingsSchema, ...nothing, retry: 'not-received' },
  /**
   * An entry about a message: an edit, a deletion, a reaction, a pin, "I have it". Answered when it is stored in the outbox, or,
   * where nobody hears of one that waits, when it is in the log: that needs the connection. The page makes the `id`, as for
   * `send`. With `holdMs` it waits so long, and `delete` undoes it.
   */
  append: { input: aboutInputSchema, ...nothing, retry: 'always' },
  /**
   * What a page needs to show one message by itself: for its actions to be confirmed, or as a quote. One that is not kept is
   * read from the server, so without a connection it is `unavailable`.
   */
  message: {
    input: messagePlace,
    value: resultOf(messageViewSchema, actionFailureSchema),
    unanswered: failed(unanswered),
    retry: 'not-received',
  },
  /** The messages of the room that are pinned, in order. Asked of the server each time: old ones are not kept. */
  pinned: { input: inRoom, ...of(v.array(pinnedMessageSchema)), retry: 'not-received' },
  /** Carries out a `view` or `http` action of a message; `copy` is the page's own to do. */
  'run-action': {
    input: v.strictObject({ ...messagePlace.entries, index: v.picklist([0, 1, 2]) }),
    /** `status`: of the answer to an `http` action. */
    value: resultOf(v.object({ status: v.optional(v.number()) }), actionFailureSchema),
    unanswered: failed(perhapsDone),
    retry: 'not-received',
  },
  /** Raises an alert that only says that alerts work, by the same way as any other. Answered when it shows. */
  'test-alert': {
    input: v.strictObject({
      delayMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
    }),
    ...of(testAlertSchema),
    retry: 'not-received',
  },
  /** Try to connect now instead of at the next turn. */
  reconnect: { input: empty, ...nothing, retry: 'not-received' },
  /** Goes on with a room whose history the server kept replacing. */
  'retry-room': { input: inRoom, ...nothing, retry: 'not-received' },
} as const

export type RequestName = keyof typeof rows
export type RequestInput<N extends RequestName> = v.InferOutput<(typeof rows)[N]['input']>
export type RequestValue<N extends RequestName> = v.InferOutput<(typeof rows)[N]['value']>

/**
 * `input` and `value` are parsed where they arrive: the input by the background, the answer by the page. `unanswered` is
 * what the page gets where no answer came that `value` knows.
 */
interface RequestRow<N extends RequestName> {
  input: v.GenericSchema<unknown, RequestInput<N>>
  value: v.GenericSchema<unknown, RequestValue<N>>
  unanswered: RequestValue<N>
  /**
   * When the page asks once more, where the browser brought it no answer. `not-received`: if no background received the
   * first, so that nothing is done twice. `not-overtaken`: the same, unless a later draft of the room, or the message
   * itself, has been asked for meanwhile. `always`: the request has an id, so a repeat changes nothing.
   */
  retry: 'not-received' | 'not-overtaken' | 'always'
}

/**
 * What a page of ours may ask of the background, one row each: there is no general verb. Requests from any other sender are
 * refused (see platform/receive.ts).
 */
export const requests: { readonly [N in RequestName]: RequestRow<N> } = rows

/** "I have it", for a message. A repeat of what this returned changes nothing; another call makes another claim. */
export const claimOf = (room: RoomId, seq: Seq): RequestInput<'append'> => ({
  room,
  id: crypto.randomUUID(),
  kind: 'claim',
  about: seq,
  body: {},
})
