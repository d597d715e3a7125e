import type { Action } from '../../../protocol/action.ts'
import type { Person, Seq } from '../../../protocol/entry.ts'

/** A message as a quote shows it. */
export interface Quoted {
  author: Person
  /** Undefined: it was deleted. */
  text: string | undefined
}

/** What Enter does with the text of the composer. */
export type ComposeMode =
  | { kind: 'new' }
  | { kind: 'reply'; about: Seq; to: Quoted }
  /** The other parts of the message stay: an edit is the whole of what it says from then on. */
  | {
      kind: 'edit'
      about: Seq
      /** What it says. */
      text: string
      title: string | undefined
      actions: Action[]
      /** What the person made of it before it could not be stored. */
      typed?: string
    }

export const newMessage: ComposeMode = { kind: 'new' }
