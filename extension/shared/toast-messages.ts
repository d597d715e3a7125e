import * as v from 'valibot'
import { entryIdSchema } from '../../protocol/entry.ts'
import type { Result } from '../../protocol/result.ts'
import type { ActionTarget } from './action-target.ts'
import type { Block } from './format/tree.ts'
import type { ActionFailure } from './action-failure.ts'
import { DRAFT_MAX } from './requests.ts'

// A file of its own, without schemas: the frame of a toast has to be there at once.
export { UNDO_MS } from './toast-port.ts'

/** Made for each toast; the frame that holds it is the only one that gets the text (see notifier/). */
const nonceSchema = v.pipe(v.string(), v.regex(/^[\w-]{16,64}$/))
/** A message's identity: `logId:seq`. */
const keySchema = v.pipe(v.string(), v.regex(/^[\w-]{1,64}:[1-9]\d{0,15}$/))

const about = { nonce: nonceSchema, key: keySchema }

/**
 * Toast frame → background, by `runtime.sendMessage`. `ready` is answered with a `ToastView`, or with undefined when the
 * toast was closed meanwhile; `reply`, `claim` and `action` with a `Result`; the rest has no answer. Whatever
 * comes is taken for forged until nonce, tab and key are those of an open toast.
 */
export const toastMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('toast-ready'), nonce: nonceSchema }),
  /** Painted. `height` in CSS pixels is what the cards take; the host in the page is made as high. */
  v.strictObject({
    type: v.literal('toast-shown'),
    nonce: nonceSchema,
    height: v.pipe(v.number(), v.finite()),
  }),
  /** Its time is over: it goes, and nothing is read. */
  v.strictObject({ type: v.literal('toast-expired'), ...about }),
  /** By the person: read up to there, on all devices. Of priority 5: hidden until it is repeated, and nothing is read. */
  v.strictObject({ type: v.literal('toast-dismiss'), ...about }),
  v.strictObject({ type: v.literal('toast-open'), ...about }),
  /** The pointer or the focus is on the toast, or not any more: its display time is paused meanwhile. */
  v.strictObject({ type: v.literal('toast-touched'), nonce: nonceSchema, touched: v.boolean() }),
  /** While somebody types, nothing replaces the card. */
  v.strictObject({ type: v.literal('toast-typing'), ...about, typing: v.boolean() }),
  v.strictObject({
    type: v.literal('toast-draft'),
    ...about,
    text: v.pipe(v.string(), v.maxLength(DRAFT_MAX)),
  }),
  /** Queued, and held back so long that it can be undone (`UNDO_MS`). */
  v.strictObject({ type: v.literal('toast-reply'), ...about, id: entryIdSchema, text: v.string() }),
  v.strictObject({ type: v.literal('toast-undo'), ...about, id: entryIdSchema }),
  /**
   * `verified`: the frame was surely visible when it was clicked (Chromium). Otherwise the extension's own page opens and
   * asks there.
   */
  v.strictObject({ type: v.literal('toast-acknowledge'), ...about, verified: v.boolean() }),
  v.strictObject({ type: v.literal('toast-claim'), ...about, verified: v.boolean() }),
  v.strictObject({
    type: v.literal('toast-action'),
    ...about,
    index: v.picklist([0, 1, 2]),
    verified: v.boolean(),
  }),
  /** The answer to `flush`: what was half typed was saved before. */
  v.strictObject({ type: v.literal('toast-flushed'), nonce: nonceSchema }),
  /** The focus goes back to where it was in the page. */
  v.strictObject({ type: v.literal('toast-blur'), nonce: nonceSchema }),
])
export type ToastMessage = v.InferOutput<typeof toastMessageSchema>

/** What one card shows. */
export interface ToastCard {
  key: string
  /**
   * `message`: one message. `counted`: the newest of several that came fast into one room; `count` says how many.
   * `urgent`: priority 5. `digest`: what came during an absence or a burst; no message of its own.
   */
  kind: 'message' | 'counted' | 'urgent' | 'digest'
  author: string
  /** Of the author, as the other pages draw it. Undefined where nobody in particular wrote, or that is hidden. */
  picture: { initials: string; colour: string } | undefined
  /** The room's name. */
  room: string
  title: string | undefined
  /** As it was typed. */
  text: string
  /** What the text means. The frame gets it parsed: it is loaded for each card, and needs no parser. */
  body: Block[]
  /** Presentation mode: author, title, text and body are empty, and nothing of them is in the frame. */
  hidden: boolean
  count: number
  /** Of a digest. */
  rooms: number
  mentions: number
  /** It mentions the person. */
  mention: boolean
  priority: number
  /** Where `http` and `view` lead; what `copy` copies, where the card shows all of it. */
  actions: {
    type: 'view' | 'http' | 'copy'
    label: string
    target: ActionTarget | undefined
    value: string | undefined
  }[]
  canReply: boolean
  /** What was half typed in this room. */
  draft: string
  /** Somebody has it: the card says so, and goes. Empty: who it is must not show. */
  claimedBy: string | undefined
  /** Other urgent messages, which have no card of their own. */
  moreUrgent: number
  /** How long it shows, ms of being looked at; null: until it is dismissed. */
  remainingMs: number | null
}

/** All of a toast, sent whole at each change. An urgent card is above the other one. */
export interface ToastView {
  cards: ToastCard[]
  /** "+3 in 2 rooms": what is not on a card. */
  rest: { count: number; rooms: number }
  /** Play the sound once, when this view first shows. */
  sound: boolean
}

/** Background → frame, by the port. */
export type ToastPush =
  | { type: 'view'; view: ToastView }
  /** The keyboard command: put the focus on the reply box. */
  | { type: 'focus' }
  /** The toast is about to move to another tab: save what is half typed, and then send `toast-flushed`. */
  | { type: 'flush' }

/** What `reply`, `claim` and `action` are answered with. `confirm`: a page of our own was opened and asks there. */
export type ToastAnswer = Result<{ done: 'done' | 'confirm'; status?: number }, ActionFailure>
