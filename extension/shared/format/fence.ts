/** Three backticks or more, and no backtick after them: what has one is code in a line. */
const opening = /^ {0,3}(`{3,})([^`]*)$/
const languageName = /^[\w+#.-]{1,24}$/

export interface Fence {
  ticks: number
  language: string | undefined
  /** Code in the same line. */
  code: string | undefined
}

export function fenceOf(line: string): Fence | undefined {
  if (!line.includes('```')) return undefined
  const [, ticks, rest = ''] = opening.exec(line) ?? []
  if (ticks === undefined) return undefined
  const word = rest.trim()
  const language = languageName.test(word) ? word : undefined
  const code = word === '' || language !== undefined ? undefined : rest
  return { ticks: ticks.length, language, code }
}

/** How many backticks are at a line's end. */
export function ticksAtEnd(line: string): number {
  if (!line.includes('`')) return 0
  const text = line.trimEnd()
  let from = text.length
  while (text.charAt(from - 1) === '`') from--
  return text.length - from
}

/** For each line the most backticks at its end or at that of a later one: no fence is searched for an end that is not there. */
export function mostTicksFrom(lines: readonly string[]): number[] {
  const ticks: number[] = []
  let most = 0
  for (let index = lines.length - 1; index >= 0; index--)
    ticks[index] = most = Math.max(most, ticksAtEnd(lines[index] ?? ''))
  return ticks
}
