import type { PersonId } from '../../../protocol/entry.ts'
import type { MessageLine } from './log-lines.ts'

/** What can be done with a message by whoever reads it. */
export interface Abilities {
  /** React, reply and pin: it is in the log, and the person may write here. */
  answer: boolean
  /** Edit and delete: it is the person's own besides. */
  change: boolean
}

export function abilitiesOf(
  { entry, deleted, waits }: MessageLine,
  me: PersonId,
  writable: boolean,
): Abilities {
  const answer = writable && !deleted && !waits
  return { answer, change: answer && entry.author.id === me }
}

export type MessageKey = 'reply' | 'edit' | 'delete' | 'react' | 'pin'

/** The keys of each. */
export const keysOfMessage: Readonly<Record<MessageKey, readonly string[]>> = {
  reply: ['R'],
  edit: ['E'],
  delete: ['Delete', 'Backspace'],
  react: ['+'],
  pin: ['P'],
}
const asked = Object.keys(keysOfMessage) as MessageKey[]
const byKey = new Map(asked.flatMap((what) => keysOfMessage[what].map((key) => [key, what] as const)))

/**
 * What a key asks for on a message that has the focus. Where the layout has no Latin letters (ㄱ is on the key of R), the place
 * of the key counts.
 */
export function messageKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>,
): MessageKey | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined
  const { key, code } = event
  const letter = /^[a-z]$/i.test(key) ? key : /^\p{L}$/u.test(key) ? code.replace(/^Key/, '') : ''
  return byKey.get(key) ?? byKey.get(letter.toUpperCase())
}
