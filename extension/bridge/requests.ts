import * as v from 'valibot'
import { entryIdSchema, roomIdSchema, seqSchema } from '../../protocol/entry.ts'
import type { InviteLinkProblem } from '../../protocol/invite-link.ts'
import type { Failure, Result } from '../../protocol/result.ts'

/** Longer drafts are cut by the page; far beyond what can be sent, so that nobody loses what they pasted. */
export const DRAFT_MAX = 100_000

const empty = v.strictObject({})
const inRoom = v.strictObject({ room: roomIdSchema })
const draft = v.pipe(v.string(), v.maxLength(DRAFT_MAX))

/**
 * What a page of ours may ask of the background, one by one: there is no general verb. Requests from any other sender
 * are refused (see platform/receive.ts); each input is checked by its schema.
 */
export const requests = {
  join: v.strictObject({ link: v.string(), name: v.string() }),
  /** Wipes everything local: token, cache, outbox, drafts. */
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
  /** Try to connect now instead of at the next turn. */
  reconnect: empty,
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

export interface RequestValues {
  join: Result<{ room: string | undefined }, JoinProblem>
  leave: Result<null>
  send: Result<null>
  retry: Result<null>
  delete: Result<null>
  draft: Result<null>
  seen: Result<null>
  older: Result<null>
  typing: Result<null>
  show: Result<null>
  'add-browser': Result<{ link: string; expiresAt: number }>
  reconnect: Result<null>
}
