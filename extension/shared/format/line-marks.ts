/** `>`, several of them, and then a space or the line's end: `>_<` is a face. */
const quoted = /^ {0,3}>(?=>*(?:[ \t]|$)) ?/

/** The line without the mark of a quote; undefined: it has none. */
export function unquoted(line: string): string | undefined {
  const mark = line.includes('>') ? quoted.exec(line)?.[0] : undefined
  return mark === undefined ? undefined : line.slice(mark.length)
}

/** A bullet or a number, a space, and something after it. No number has a zero before it, so that it is shown as it was typed. */
const listSign = /^ {0,3}[-*•\d]/
const listed = /^ {0,3}(?:[-*•]|([1-9]\d{0,2})[.)])[ \t]+(?=\S)/

/** What begins an item of a list. */
export interface ListMark {
  length: number
  /** Undefined: a bullet. */
  number: number | undefined
}

export function listMark(line: string): ListMark | undefined {
  const [mark, digits] = (listSign.test(line) && listed.exec(line)) || []
  if (mark === undefined) return undefined
  return { length: mark.length, number: digits === undefined ? undefined : Number(digits) }
}

/** A line that belongs to the item above it, without the spaces before it; undefined: it is not indented. */
export function unindented(line: string, length: number): string | undefined {
  if (line.startsWith('\t')) return line.slice(1)
  if (!line.startsWith('  ')) return undefined
  let from = 0
  while (from < length && line.charAt(from) === ' ') from++
  return line.slice(from)
}
