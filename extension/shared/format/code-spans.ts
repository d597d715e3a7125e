interface CodeSpan {
  start: number
  end: number
  text: string
}

interface Run {
  start: number
  length: number
}

/** For each run of backticks of a line the index of the next one that is as long. */
function nextOfLength(runs: readonly Run[]): (number | undefined)[] {
  const newest = new Map<number, number>()
  const next: (number | undefined)[] = []
  for (let index = runs.length - 1; index >= 0; index--) {
    const length = runs[index]?.length ?? 0
    next[index] = newest.get(length)
    newest.set(length, index)
  }
  return next
}

/** As in CommonMark: one space inside is for a backtick at an end. */
const inside = (text: string): string =>
  text.startsWith(' ') && text.endsWith(' ') && text.trim() !== '' ? text.slice(1, -1) : text

/**
 * The code of one line: from a run of backticks to the next one that is as long. A line at most, so that a single backtick
 * takes no later line with it. Time is linear in the line's length.
 */
function spansOfLine(line: string, offset: number): CodeSpan[] {
  const runs = [...line.matchAll(/`+/g)].map(({ 0: { length }, index }) => ({ start: index, length }))
  const next = nextOfLength(runs)
  const spans: CodeSpan[] = []
  for (let index = 0; index < runs.length; index++) {
    const [open, to] = [runs[index], next[index]]
    const close = to === undefined ? undefined : runs[to]
    if (open === undefined || to === undefined || close === undefined) continue
    if (line.charAt(open.start - 1) === '\\') continue
    const text = inside(line.slice(open.start + open.length, close.start))
    spans.push({ start: offset + open.start, end: offset + close.start + close.length, text })
    index = to
  }
  return spans
}

export function codeSpans(text: string): CodeSpan[] {
  if (!text.includes('`')) return []
  let offset = 0
  return text.split('\n').flatMap((line) => {
    const spans = line.includes('`') ? spansOfLine(line, offset) : []
    offset += line.length + 1
    return spans
  })
}
