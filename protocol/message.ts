import * as v from 'valibot'
import { actionsSchema, parseActions, withoutControls, type Action } from './action.ts'
import type { Entry, Priority } from './entry.ts'
import { TEXT_MAX_BYTES, TEXT_MAX_UNITS, TITLE_MAX } from './limits.ts'
import { fitsWire } from './text-size.ts'

export const textSchema = v.pipe(
  v.string(),
  v.regex(/\S/u, 'a message needs some text'),
  v.maxLength(TEXT_MAX_UNITS, `a message has at most ${TEXT_MAX_UNITS} characters`),
  v.check(fitsWire, `a message has at most ${TEXT_MAX_BYTES} bytes`),
)

export const titleSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a title cannot be empty'),
  v.maxLength(TITLE_MAX, `a title has at most ${TITLE_MAX} characters`),
  v.regex(withoutControls, 'a title is one line, without control characters'),
)

/** What a client may send as a message's body. Left out: no title, no actions. */
export const messageInputSchema = v.strictObject({
  text: textSchema,
  title: v.optional(titleSchema),
  actions: v.optional(actionsSchema),
})
export type MessageInput = v.InferOutput<typeof messageInputSchema>

/** What a reader needs of a message's body. */
export const messageBodySchema = v.object({ text: textSchema })
export type MessageEntry = Entry & { kind: 'message'; body: v.InferOutput<typeof messageBodySchema> }

/** True for a message whose text is there: a deleted one has its body blanked and is none. */
export const isMessage = (entry: Entry): entry is MessageEntry =>
  entry.kind === 'message' && v.is(messageBodySchema, entry.body)

/** Of a message that was sent without one. */
export const DEFAULT_PRIORITY: Priority = 3

/** What a message has besides its text. */
export interface MessageParts {
  title: string | undefined
  priority: Priority
  actions: Action[]
}

/** A reader takes what it understands of a body, since a later server may put more into it (SPEC 2.6). */
export function parseExtras({ priority = DEFAULT_PRIORITY, body }: Entry): MessageParts {
  const title = v.safeParse(titleSchema, body['title'])
  return {
    title: title.success ? title.output : undefined,
    priority,
    actions: parseActions(body['actions']),
  }
}
