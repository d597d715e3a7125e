import * as v from 'valibot'
import type { Entry } from './entry.ts'
import { textSchema } from './entry.ts'
import { ACTIONS_MAX, LABEL_MAX, TITLE_MAX } from './limits.ts'

/**
 * 1: log only, not even unread. 2: counts on the badge. 3: by the settings. 4: through mute. 5: through mute and
 * do-not-disturb of those who agreed, again and again until somebody has it.
 */
export const prioritySchema = v.picklist([1, 2, 3, 4, 5])
export type Priority = v.InferOutput<typeof prioritySchema>

export const labelSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a label cannot be empty'),
  v.maxLength(LABEL_MAX, `a label has at most ${LABEL_MAX} characters`),
)

/** Any other scheme is refused: `javascript:` and `data:` would run in the name of whoever clicks. */
export const webAddressSchema = v.pipe(
  v.string(),
  v.maxLength(2048, 'an address has at most 2048 characters'),
  v.check((text) => {
    try {
      const { protocol, username, password } = new URL(text)
      return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
    } catch {
      return false
    }
  }, 'an address begins with https:// or http:// and holds no password'),
)

/** What a publisher offers with a message. `http` is sent by the reader's browser, without cookies. */
export const actionSchema = v.variant('type', [
  v.strictObject({ type: v.literal('view'), label: labelSchema, url: webAddressSchema }),
  v.strictObject({
    type: v.literal('http'),
    label: labelSchema,
    url: webAddressSchema,
    method: v.picklist(['GET', 'POST', 'PUT', 'DELETE']),
    body: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  }),
  v.strictObject({
    type: v.literal('copy'),
    label: labelSchema,
    value: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
  }),
])
export type Action = v.InferOutput<typeof actionSchema>

const titleSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a title cannot be empty'),
  v.maxLength(TITLE_MAX, `a title has at most ${TITLE_MAX} characters`),
)
const actionsSchema = v.pipe(
  v.array(actionSchema),
  v.maxLength(ACTIONS_MAX, `at most ${ACTIONS_MAX} actions`),
)

/** What a client may send as a message's body. Left out: no title, priority 3, no actions. */
export const messageInputSchema = v.strictObject({
  text: textSchema,
  title: v.optional(titleSchema),
  priority: v.optional(prioritySchema),
  actions: v.optional(actionsSchema),
})
export type MessageInput = v.InferOutput<typeof messageInputSchema>

/** "I have it": somebody takes care of the message at `seq`. The first one in the log counts. */
export const claimBodySchema = v.strictObject({ seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) })
export type ClaimEntry = Entry & { kind: 'claim'; body: v.InferOutput<typeof claimBodySchema> }

export const isClaim = (entry: Entry): entry is ClaimEntry =>
  entry.kind === 'claim' && v.is(claimBodySchema, entry.body)

/** A reader takes what it understands of a body, since a later server may put more into it (SPEC 2.6). */
export interface MessageExtras {
  title: string | undefined
  priority: Priority
  actions: Action[]
}

export function extrasOf({ body }: Entry): MessageExtras {
  const title = v.safeParse(titleSchema, body['title'])
  const priority = v.safeParse(prioritySchema, body['priority'])
  const actions = v.safeParse(actionsSchema, body['actions'])
  return {
    title: title.success ? title.output : undefined,
    priority: priority.success ? priority.output : 3,
    actions: actions.success ? actions.output : [],
  }
}
