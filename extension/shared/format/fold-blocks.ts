import type { Block, Inline, ListItem } from './tree.ts'

/** So much shows of a message that is folded. */
const LINES_MAX = 20
/** A message with a few lines more is shown whole: the button would take as much room as they do. */
const LINES_MORE = 4
/** Signs of a line, a little more than in the popup: where lines are longer, what shows is not much lower. */
const WIDTH = 56

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]/

/** How far blocks have been read. */
interface Measure {
  readonly most: number
  lines: number
  column: number
  /** There is more than has room. */
  isOver: boolean
}

function beginLine(measure: Measure): void {
  measure.isOver = measure.lines === measure.most
  if (!measure.isOver) measure.lines++
  measure.column = 0
}

/** How many signs of the text have room. */
function lengthThatFits(text: string, measure: Measure, wraps: boolean): number {
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    const width = sign === '\n' ? 0 : wide.test(sign) ? 2 : 1
    if (sign === '\n' || (wraps && measure.column + width > WIDTH)) beginLine(measure)
    if (measure.isOver) return at
    measure.column += width
  }
  return text.length
}

/** A text is cut between words, where there are some. */
function cutText(text: string, measure: Measure): string {
  const length = lengthThatFits(text, measure, true)
  if (length === text.length) return text
  const cut = text.slice(0, length)
  return `${/\s/.test(text.charAt(length)) ? cut : cut.replace(/\s+\S{0,24}$/, '')}…`
}

/** As long as there is room, each thing with what fits of it. */
function cutEach<T>(all: readonly T[], measure: Measure, cut: (one: T) => T | undefined): T[] {
  const shown: T[] = []
  for (const one of all) {
    if (measure.isOver) break
    const fits = cut(one)
    if (fits !== undefined) shown.push(fits)
  }
  return shown
}

function cutInline(part: Inline, measure: Measure): Inline {
  if ('children' in part)
    return { ...part, children: cutEach(part.children, measure, (one) => cutInline(one, measure)) }
  const text = cutText(part.text, measure)
  // A part of an address would lead elsewhere.
  return part.type === 'link' && measure.isOver ? { type: 'text', text } : { ...part, text }
}

const cutBlocks = (blocks: readonly Block[], measure: Measure): Block[] =>
  cutEach(blocks, measure, (block) => cutBlock(block, measure))

function cutItem(item: ListItem, measure: Measure): ListItem | undefined {
  const children = cutBlocks(item.children, measure)
  return children.length === 0 ? undefined : { ...item, children }
}

function cutBlock(block: Block, measure: Measure): Block | undefined {
  if (block.type === 'quote') {
    const children = cutBlocks(block.children, measure)
    return children.length === 0 ? undefined : { ...block, children }
  }
  if (block.type === 'list') {
    const items = cutEach(block.items, measure, (item) => cutItem(item, measure))
    return items.length === 0 ? undefined : { ...block, items }
  }
  beginLine(measure)
  if (measure.isOver) return undefined
  if (block.type === 'paragraph')
    return { ...block, children: cutEach(block.children, measure, (part) => cutInline(part, measure)) }
  // Its lines are scrolled, not broken.
  return { ...block, text: block.text.slice(0, lengthThatFits(block.text, measure, false)) }
}

const measureUpTo = (most: number): Measure => ({ most, lines: 0, column: 0, isOver: false })

/** The first lines of a long message, counted as the popup would break them. Undefined: it is not long. */
export function foldBlocks(blocks: readonly Block[]): Block[] | undefined {
  const whole = measureUpTo(LINES_MAX + LINES_MORE)
  cutBlocks(blocks, whole)
  return whole.isOver ? cutBlocks(blocks, measureUpTo(LINES_MAX)) : undefined
}
