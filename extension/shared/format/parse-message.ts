import { fenceOf, mostTicksFrom, ticksAtEnd, type Fence } from './fence.ts'
import { listMark, unindented, unquoted, type ListMark } from './line-marks.ts'
import { parseInline } from './parse-inline.ts'
import type { Block, ListItem } from './tree.ts'

/** Quotes and lists in deeper ones are text. Nobody reads more, and what walks the tree may recurse. */
const DEPTH_MAX = 4

/** Lines that are read from the first to the last. */
interface Cursor {
  readonly lines: readonly string[]
  /** Of the quotes and lists around. */
  readonly depth: number
  /** The most backticks at the end of each line or a later one, once a fence has asked for it. */
  ticks?: readonly number[]
  at: number
}

const lineAt = ({ lines, at }: Cursor, ahead = 0): string => lines[at + ahead] ?? ''
const isBlank = (line: string): boolean => line.trim() === ''
const isOver = ({ lines, at }: Cursor): boolean => at >= lines.length

/** The fence that begins here, if it has an end. */
function openedFence(cursor: Cursor): Fence | undefined {
  const fence = fenceOf(lineAt(cursor))
  if (fence === undefined) return undefined
  cursor.ticks ??= mostTicksFrom(cursor.lines)
  return (cursor.ticks[cursor.at + 1] ?? 0) >= fence.ticks ? fence : undefined
}

function readCode(cursor: Cursor): Block | undefined {
  const fence = openedFence(cursor)
  if (fence === undefined) return undefined
  const { ticks, language, code } = fence
  const inside = code === undefined ? [] : [code]
  for (cursor.at++; ticksAtEnd(lineAt(cursor)) < ticks; cursor.at++) inside.push(lineAt(cursor))
  const last = lineAt(cursor)
    .trimEnd()
    .replace(/(?<!`)`+$/, '')
  if (!isBlank(last)) inside.push(last)
  cursor.at++
  return { type: 'code', language, text: inside.join('\n') }
}

function readQuote(cursor: Cursor): Block | undefined {
  const inside: string[] = []
  for (; !isOver(cursor); cursor.at++) {
    const line = unquoted(lineAt(cursor))
    if (line === undefined) break
    inside.push(line)
  }
  return inside.length === 0 ? undefined : { type: 'quote', children: parseLines(inside, cursor.depth + 1) }
}

/** An item has the rest of its line, and the lines below it that are indented; blank lines too, if such a line follows. */
function readItem(cursor: Cursor, { length, number }: ListMark): ListItem {
  const inside = [lineAt(cursor).slice(length)]
  cursor.at++
  for (let blanks = 0; cursor.at + blanks < cursor.lines.length;) {
    const line = lineAt(cursor, blanks)
    if (isBlank(line)) {
      blanks++
      continue
    }
    const rest = unindented(line, length)
    if (rest === undefined) break
    for (cursor.at += blanks + 1; blanks > 0; blanks--) inside.push('')
    inside.push(rest)
  }
  return { number, children: parseLines(inside, cursor.depth + 1) }
}

function readList(cursor: Cursor): Block | undefined {
  let mark = listMark(lineAt(cursor))
  if (mark === undefined) return undefined
  const items: ListItem[] = []
  const isNumbered = mark.number !== undefined
  while (mark !== undefined && (mark.number !== undefined) === isNumbered) {
    items.push(readItem(cursor, mark))
    let blanks = 0
    while (cursor.at + blanks < cursor.lines.length && isBlank(lineAt(cursor, blanks))) blanks++
    mark = listMark(lineAt(cursor, blanks))
    if (mark !== undefined && (mark.number !== undefined) === isNumbered) cursor.at += blanks
  }
  return { type: 'list', items }
}

/** Another block begins in the middle of a text. A number other than 1 may be the end of a sentence: "It was in\n1998." */
function interrupts(cursor: Cursor): boolean {
  const line = lineAt(cursor)
  if (openedFence(cursor) !== undefined) return true
  if (cursor.depth === DEPTH_MAX) return false
  const mark = listMark(line)
  return unquoted(line) !== undefined || (mark !== undefined && (mark.number ?? 1) === 1)
}

function readParagraph(cursor: Cursor): Block {
  const inside = [lineAt(cursor)]
  for (cursor.at++; !isBlank(lineAt(cursor)) && !interrupts(cursor); cursor.at++) inside.push(lineAt(cursor))
  return { type: 'paragraph', children: parseInline(inside.join('\n').trimEnd()) }
}

function readBlock(cursor: Cursor): Block {
  const nests = cursor.depth < DEPTH_MAX
  return (
    readCode(cursor) ?? (nests ? (readQuote(cursor) ?? readList(cursor)) : undefined) ?? readParagraph(cursor)
  )
}

function parseLines(lines: readonly string[], depth: number): Block[] {
  const cursor: Cursor = { lines, depth, at: 0 }
  const blocks: Block[] = []
  for (;;) {
    while (!isOver(cursor) && isBlank(lineAt(cursor))) cursor.at++
    if (isOver(cursor)) return blocks
    blocks.push(readBlock(cursor))
  }
}

/**
 * A message's text as what it means. It never throws, and keeps every sign but marks and blank lines. Its time is linear
 * in the text's length, whatever the text is.
 */
export const parseMessage = (text: string): Block[] => parseLines(text.split(/\r?\n/), 0)
