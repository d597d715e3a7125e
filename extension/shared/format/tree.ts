/** The mark that a message has on both sides of a formatted part. */
export type Mark = '*' | '**' | '_' | '~' | '~~'

/** A part of a line. Texts hold line breaks: a paragraph keeps its lines. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'link'; text: string; href: string }
  | { type: 'code'; text: string }
  | { type: 'strong' | 'em' | 'del'; mark: Mark; children: Inline[] }

export interface ListItem {
  /** As it was typed. Undefined: a bullet. */
  number: number | undefined
  children: Block[]
}

/** What a message consists of, from top to bottom. Blank lines are between blocks, and in no block but code. */
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'code'; language: string | undefined; text: string }
  | { type: 'quote'; children: Block[] }
  /** All items have a number, or none has. Never empty. */
  | { type: 'list'; items: ListItem[] }
