import { closesAt, opensAt, type Side } from './mark-sides.ts'
import type { Mark } from './tree.ts'

export type MarkSign = '*' | '_' | '~'

/** Signs of one kind in a row. What of them closes something comes first, then those that are text, then those that open. */
export interface MarkRun {
  readonly type: 'run'
  readonly sign: MarkSign
  /** Signs that have no partner so far. */
  single: number
  closes: readonly Mark[]
  /** From the innermost to the outermost. */
  opens: readonly Mark[]
  /** How many pieces were before it that are more than punctuation. */
  readonly solid: number
}

/** What one, two and three signs may be, the longer first. `__`, `~~~` and what is longer are no marks. */
const marks: Record<MarkSign, readonly (readonly Mark[])[]> = {
  '*': [[], ['*'], ['**'], ['**', '*']],
  _: [[], ['_']],
  '~': [[], ['~'], ['~~']],
}
const none: readonly Mark[] = []
const alone: Record<Mark, readonly Mark[]> = { '*': ['*'], '**': ['**'], _: ['_'], '~': ['~'], '~~': ['~~'] }
/** Nearly always the first: no array is made for it. */
const append = (all: readonly Mark[], mark: Mark): readonly Mark[] =>
  all.length === 0 ? alone[mark] : [...all, mark]
const marksOf = (sign: MarkSign, length: number): readonly Mark[] => marks[sign][length] ?? none

/** Finds partners for the runs of a text. Its time is linear in their number. */
export interface MarkMatcher {
  /** The next run of the text. `solid`: how many pieces before it are more than punctuation. */
  add(sign: MarkSign, length: number, before: Side, after: Side, solid: number): MarkRun
  /** A run of so many signs would have something to close. */
  canClose(sign: MarkSign, length: number): boolean
}

export function createMarkMatcher(): MarkMatcher {
  const openers: MarkRun[] = []
  /** Where in `openers` each mark can be closed, ascending. */
  const places: Record<Mark, number[]> = { '*': [], '**': [], _: [], '~': [], '~~': [] }

  function push(run: MarkRun): void {
    for (const mark of marksOf(run.sign, run.single)) places[mark].push(openers.length)
    openers.push(run)
  }
  function pop(): void {
    const run = openers.pop()
    if (run !== undefined) for (const mark of marksOf(run.sign, run.single)) places[mark].pop()
  }
  /** Closes the nearest opener that fits. What was opened after it stays text. */
  function close(run: MarkRun, before: Side, after: Side, solid: number): boolean {
    let nearest = -1
    let closed: Mark | undefined
    for (const mark of marksOf(run.sign, run.single)) {
      const at = places[mark].at(-1) ?? -1
      if (at <= nearest || !closesAt(before, after, mark)) continue
      nearest = at
      closed = mark
    }
    const opener = openers[nearest]
    // A face is no word: `(*_*)`.
    if (closed === undefined || opener === undefined || opener.solid === solid) return false
    while (openers.length > nearest) pop()
    run.single -= closed.length
    opener.single -= closed.length
    run.closes = append(run.closes, closed)
    opener.opens = append(opener.opens, closed)
    if (opener.single > 0) push(opener)
    return true
  }

  return {
    add(sign, length, before, after, solid) {
      const run: MarkRun = { type: 'run', sign, single: length, closes: none, opens: none, solid }
      let closes = true
      while (closes) closes = close(run, before, after, solid)
      if (marksOf(sign, run.single).some((mark) => opensAt(before, after, mark))) push(run)
      return run
    },
    canClose: (sign, length) => marksOf(sign, length).some((mark) => places[mark].length > 0),
  }
}
