import * as v from 'valibot'
import { ACTIONS_MAX, ACTIONS_MAX_BYTES, ACTION_TEXT_MAX, LABEL_MAX } from './limits.ts'

/** One line. Marks of direction are left in, since titles may need them: whoever shows one isolates it. */
export const withoutControls = /^\P{Cc}*$/u

export const labelSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a label cannot be empty'),
  v.maxLength(LABEL_MAX, `a label has at most ${LABEL_MAX} characters`),
  v.regex(withoutControls, 'a label is one line, without control characters'),
)

/**
 * Any other scheme is refused: `javascript:` and `data:` would run in the name of whoever clicks. So is what `URL` would
 * mend (spaces, line breaks, backslashes, no slashes at all): it would lead elsewhere than it reads.
 */
export const webAddressSchema = v.pipe(
  v.string(),
  v.maxLength(2048, 'an address has at most 2048 characters'),
  v.regex(
    /^https?:\/\/[^/\s\p{Cc}\\][^\s\p{Cc}\\]*$/iu,
    'an address begins with https:// or http:// and has no spaces or backslashes',
  ),
  v.check(isPlainAddress, 'an address has a valid host, and no name or password before it'),
)

/** A name of the DNS has at most 253 characters. Beyond, and not in ASCII, taking it apart costs the square of its length. */
const HOST_MAX = 253

function isPlainAddress(text: string): boolean {
  const host = /^[^/?#]*/.exec(text.slice(text.indexOf('//') + 2))?.[0] ?? ''
  if (host.length > HOST_MAX + ':65535'.length) return false
  try {
    const { username, password } = new URL(text)
    // An empty name and password leave nothing but their "@".
    return username === '' && password === '' && !/^[^/?#]*@/.test(text.slice(text.indexOf('//') + 2))
  } catch {
    return false
  }
}

export const actionTextSchema = v.pipe(
  v.string(),
  v.maxLength(ACTION_TEXT_MAX, `what an action sends or copies has at most ${ACTION_TEXT_MAX} characters`),
)

/**
 * What is copied may be pasted into a terminal, so it holds nothing that cannot be seen: of the control characters line
 * breaks and tabs alone, and no marks that turn the direction.
 */
const copyTextSchema = v.pipe(
  actionTextSchema,
  v.minLength(1, 'there is nothing to copy'),
  v.regex(
    /^(?:[\n\t]|[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069])*$/u,
    'a text to copy has no control characters but line breaks and tabs, and no marks of direction',
  ),
)

/** What a publisher offers with a message. `http` is sent by the reader's browser, without cookies. */
export const actionSchema = v.variant('type', [
  v.strictObject({ type: v.literal('view'), label: labelSchema, url: webAddressSchema }),
  v.pipe(
    v.strictObject({
      type: v.literal('http'),
      label: labelSchema,
      url: webAddressSchema,
      method: v.picklist(['GET', 'POST', 'PUT', 'DELETE']),
      body: v.optional(actionTextSchema),
    }),
    v.check(({ method, body }) => method !== 'GET' || body === undefined, 'a GET has no body'),
  ),
  v.strictObject({ type: v.literal('copy'), label: labelSchema, value: copyTextSchema }),
])
export type Action = v.InferOutput<typeof actionSchema>

/** With their JSON limited, a message that the schema takes is always below COMMAND_MAX_BYTES. */
export const actionsSchema = v.pipe(
  v.array(actionSchema),
  v.maxLength(ACTIONS_MAX, `a message has at most ${ACTIONS_MAX} actions`),
  v.check(
    (actions) => new TextEncoder().encode(JSON.stringify(actions)).length <= ACTIONS_MAX_BYTES,
    `the actions of a message have at most ${ACTIONS_MAX_BYTES} bytes together`,
  ),
)

/**
 * The actions of a message's body that a reader understands. One that it understands in part is left out: it would not do
 * what its publisher meant.
 */
export function parseActions(actions: unknown): Action[] {
  if (!Array.isArray(actions)) return []
  const parsed = actions.map((action: unknown) => v.safeParse(actionSchema, action))
  return parsed.flatMap(({ success, output }) => (success ? [output] : [])).slice(0, ACTIONS_MAX)
}
