import * as v from 'valibot'
import { aboutInputSchema } from '../../protocol/entry-kinds.ts'
import { entryIdSchema, roomIdSchema, seqSchema } from '../../protocol/entry.ts'
import type { Action } from '../../protocol/action.ts'
import { attentionChangeSchema } from '../../protocol/up.ts'
import type { DeedFailure } from './deed-failure.ts'
import { deviceSettingsSchema } from './device-settings.ts'
import type { InviteLinkProblem } from '../../protocol/invite-link.ts'
import type { Failure, Result } from '../../protocol/result.ts'

/** Longer drafts are cut by the page; far beyond what can be sent, so that nobody loses what they pasted. */
export const DRAFT_MAX = 100_000

const empty = v.strictObject({})
const inRoom = v.strictObject({ room: roomIdSchema })
const message = v.strictObject({ room: roomIdSchema, seq: v.pipe(seqSchema, v.minValue(1)) })
const draft = v.pipe(v.string(), v.maxLength(DRAFT_MAX))

/**
 * What a page of ours may ask of the background, one by one: there is no general verb. Requests from any other sender
 * are refused (see platform/receive.ts); each input is checked by its schema.
 */
export const requests = {
  join: v.strictObject({ link: v.string(), name: v.string() }),
  /** Has the server end the sign-in, for a few seconds at most, and wipes everything local: token, cache, outbox, drafts. */
  leave: empty,
  /**
   * Answered when the message is stored in the outbox; the room's draft goes in the same transaction. The page makes the
   * `id`, so that it may ask again when the background was stopped before it answered.
   */
  send: v.strictObject({ room: roomIdSchema, id: entryIdSchema, text: v.string() }),
  retry: v.strictObject({ id: entryIdSchema }),
  delete: v.strictObject({ id: entryIdSchema }),
  draft: v.strictObject({ room: roomIdSchema, text: draft }),
  seen: v.strictObject({ room: roomIdSchema, seq: seqSchema }),
  /** Answered when the entries, if any, have been sent to the page. */
  older: inRoom,
  typing: inRoom,
  /** Remembers which room to show when a page opens. */
  show: inRoom,
  'add-browser': empty,
  /** Stored here at once; the server is told as soon as it can be. */
  'set-attention': attentionChangeSchema,
  'set-device': deviceSettingsSchema,
  /**
   * An entry about a message: "I have it". Answered when it is stored in the outbox, or, where nobody hears of one that
   * waits, when it is in the log: that needs the connection. The page makes the `id`, as for `send`.
   */
  append: aboutInputSchema,
  /** What a page needs to show one message by itself, for its actions to be confirmed. */
  message,
  /** Carries out a `view` or `http` action of a message; `copy` is the page's own to do. */
  'run-action': v.strictObject({ ...message.entries, index: v.picklist([0, 1, 2]) }),
  /** Raises an alert that only says that alerts work, by the same way as any other. Answered when it shows. */
  'test-alert': v.strictObject({
    delayMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  }),
  /** Try to connect now instead of at the next turn. */
  reconnect: empty,
  /** Goes on with a room whose history the server kept replacing. */
  'retry-room': inRoom,
} as const

export type RequestName = keyof typeof requests
export type RequestInput<N extends RequestName> = v.InferOutput<(typeof requests)[N]>

/** Why a join did not happen: the link, the name (both told before anything is sent), the server's refusal, or silence. */
export type JoinProblem =
  | { kind: 'link'; problem: InviteLinkProblem }
  | { kind: 'name' }
  | { kind: 'refused'; failure: Failure }
  | { kind: 'unreachable'; server: string }
  | { kind: 'joined-already' }

/** One message by itself. */
export interface MessageView {
  /** The room's name. */
  room: string
  /** Of the log that it was read from. */
  logId: string
  author: string
  title: string | undefined
  text: string
  /** The server's clock, ms UTC. */
  at: number
  priority: number
  actions: Action[]
  claimedBy: string | undefined
}

/** How a test alert went. `badge`: nothing could show it. */
export interface TestAlert {
  shown: 'toast' | 'system' | 'badge'
  /** From the request, without the delay that was asked for, to the moment it showed. */
  ms: number
  /** Why it was no toast: the tab in front is a page of the browser or of ours, has no site access, … */
  whyNoToast: 'no-page' | 'no-access' | 'never-here' | 'not-shown' | undefined
}

export interface RequestValues {
  join: Result<{ room: string | undefined }, JoinProblem>
  /** `signedOut` false: the server was not reached, and keeps the sign-in. */
  leave: Result<{ signedOut: boolean }>
  send: Result<null>
  retry: Result<null>
  delete: Result<null>
  draft: Result<null>
  seen: Result<null>
  older: Result<null>
  typing: Result<null>
  show: Result<null>
  'add-browser': Result<{ link: string; expiresAt: number }>
  'set-attention': Result<null>
  'set-device': Result<null>
  append: Result<null>
  message: Result<MessageView, DeedFailure>
  /** `status`: of the answer to an `http` action. */
  'run-action': Result<{ status: number | undefined }, DeedFailure>
  'test-alert': Result<TestAlert>
  reconnect: Result<null>
  'retry-room': Result<null>
}
