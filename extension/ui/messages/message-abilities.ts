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

const byLetter: Partial<Record<string, MessageKey>> = { r: 'reply', e: 'edit', p: 'pin' }
const byName: Partial<Record<string, MessageKey>> = { '+': 'react', Delete: 'delete', Backspace: 'delete' }

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
  return byName[key] ?? byLetter[letter.toLowerCase()]
}
