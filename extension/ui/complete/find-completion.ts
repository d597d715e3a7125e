/** A name that is being typed: its beginning, and from where to where of the text that is. */
export interface Completion {
  kind: 'person' | 'room'
  /** Without its sign. Empty right after it. */
  query: string
  /** Of the sign. */
  from: number
  /** Of the caret. */
  to: number
}

const kinds = { '@': 'person', '#': 'room' } as const

/** Longer than a name that somebody completes. */
const QUERY_MAX = 40

/**
 * A sign, and what may be the beginning of a name, up to the caret. A letter before the sign makes it an address
 * (`mina@example.org`) or a part of one (`page#top`); a space may be inside of a name, and not at its end.
 */
const beingTyped = /(?<![\p{L}\p{N}\p{M}._%+\-/@#:=&?\\])([@#])((?:[^\s@#`](?:[^\n@#`]*[^\s@#`])?)?)$/u

const fence = /^\s{0,3}```/

/** Whether the end of `text` is inside of a fence that nothing has closed yet, or of a code span of its line. */
function endsInCode(text: string): boolean {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  if (lines.filter((line) => fence.test(line)).length % 2 === 1) return true
  return (last.match(/`+/g) ?? []).length % 2 === 1
}

/** What is completed at the caret, if anything. */
export function findCompletion(text: string, caret: number): Completion | undefined {
  const before = text.slice(0, caret)
  const line = before.slice(before.lastIndexOf('\n') + 1).slice(-QUERY_MAX)
  const found = beingTyped.exec(line)
  if (found === null) return undefined
  const [, sign, query = ''] = found
  if ((sign !== '@' && sign !== '#') || endsInCode(before)) return undefined
  return { kind: kinds[sign], query, from: caret - query.length - 1, to: caret }
}

/** Puts the name in the place of what was typed of it. A space follows, unless a space, a particle or a sign already does. */
export function complete(
  text: string,
  { query, from, to }: Completion,
  name: string,
): { text: string; caret: number } {
  const sign = text.charAt(from)
  const [rest = ''] = /^[\p{L}\p{N}]*/u.exec(text.slice(to)) ?? []
  // The caret was inside of what is typed of the name.
  const isOfName = name.toLowerCase().startsWith(`${query}${rest}`.toLowerCase())
  const after = text.slice(isOfName ? to + rest.length : to)
  const inserted = `${sign}${name}${after === '' || after.startsWith('\n') ? ' ' : ''}`
  return { text: text.slice(0, from) + inserted + after, caret: from + inserted.length }
}
