import type { MarkRun } from './mark-matcher.ts'
import type { Inline, Mark } from './tree.ts'

export type Piece = Exclude<Inline, { children: Inline[] }> | MarkRun

/** Deeper marks are text. Nobody reads more at once, and what walks the tree may recurse. */
const DEPTH_MAX = 6

const typeOf: Record<Mark, 'strong' | 'em' | 'del'> = {
  '*': 'em',
  '**': 'strong',
  _: 'em',
  '~': 'del',
  '~~': 'del',
}

function append(to: Inline[], text: string): void {
  const last = to.at(-1)
  if (last?.type === 'text') last.text += text
  else if (text !== '') to.push({ type: 'text', text })
}

/** Makes a tree of pieces in a row. Marks that have partners are in pairs, each inside of another or outside. */
export function nestPieces(pieces: readonly Piece[]): Inline[] {
  const root: Inline[] = []
  /** What is open, and in what it will be. */
  const outer: Inline[][] = []
  let inner = root
  /** How many open marks are too deep. */
  let tooDeep = 0

  function open(mark: Mark | undefined): void {
    if (mark === undefined) return
    if (outer.length === DEPTH_MAX) {
      tooDeep++
      return append(inner, mark)
    }
    const children: Inline[] = []
    inner.push({ type: typeOf[mark], mark, children })
    outer.push(inner)
    inner = children
  }
  function close(mark: Mark): void {
    if (tooDeep > 0) {
      tooDeep--
      return append(inner, mark)
    }
    inner = outer.pop() ?? root
  }

  for (const piece of pieces) {
    if (piece.type === 'text') append(inner, piece.text)
    else if (piece.type !== 'run') inner.push(piece)
    else {
      const { sign, single, closes, opens } = piece
      for (const mark of closes) close(mark)
      if (single > 0) append(inner, sign.repeat(single))
      for (let index = opens.length - 1; index >= 0; index--) open(opens[index])
    }
  }
  return root
}
