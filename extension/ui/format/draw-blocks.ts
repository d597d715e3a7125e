import type { Block, Inline, ListItem } from '../../shared/format/tree.ts'

type Code = Extract<Block, { type: 'code' }>
type Link = Extract<Inline, { type: 'link' }>
type Tag = 'p' | 'blockquote' | 'ul' | 'ol' | 'li' | 'strong' | 'em' | 'del' | 'code'

/** What makes the elements of one kind of page. Whatever is put into one is text. */
export interface Maker<N> {
  element(tag: Tag, attributes: { dir?: 'auto' | 'ltr'; value?: number }, children: (N | string)[]): N
  link(link: Link): N
  codeBlock(code: Code): N
}

function drawInline<N>(parts: readonly Inline[], maker: Maker<N>): (N | string)[] {
  return parts.map((part) => {
    switch (part.type) {
      case 'text':
        return part.text
      case 'link':
        return maker.link(part)
      case 'code':
        return maker.element('code', { dir: 'ltr' }, [part.text])
      case 'strong':
      case 'em':
      case 'del':
        return maker.element(part.type, {}, drawInline(part.children, maker))
    }
  })
}

/** Its first paragraph is beside its bullet. */
function drawItem<N>({ number, children }: ListItem, maker: Maker<N>): N {
  const [first, ...others] = children
  const inside =
    first?.type === 'paragraph'
      ? [...drawInline(first.children, maker), ...drawInner(others, maker)]
      : drawInner(children, maker)
  return maker.element('li', number === undefined ? {} : { value: number }, inside)
}

const isNumbered = ([item]: readonly ListItem[]): boolean => item?.number !== undefined

function drawBlock<N>(block: Block, maker: Maker<N>, dir: { dir?: 'auto' }): N {
  switch (block.type) {
    case 'paragraph':
      return maker.element('p', dir, drawInline(block.children, maker))
    case 'code':
      return maker.codeBlock(block)
    // The side of its bar, or of its bullets, goes by its first letter: so nothing inside has a direction of its own
    // there, since the browser would not count it. Each paragraph's direction comes from the style sheet.
    case 'quote':
      return maker.element('blockquote', { dir: 'auto' }, drawInner(block.children, maker))
    case 'list': {
      const items = block.items.map((item) => drawItem(item, maker))
      return maker.element(isNumbered(block.items) ? 'ol' : 'ul', { dir: 'auto' }, items)
    }
  }
}

const drawInner = <N>(blocks: readonly Block[], maker: Maker<N>): N[] =>
  blocks.map((block) => drawBlock(block, maker, {}))

/** The one drawing of a message's text: the log's and the card's elements are the same. */
export const drawBlocks = <N>(blocks: readonly Block[], maker: Maker<N>): N[] =>
  blocks.map((block) => drawBlock(block, maker, { dir: 'auto' }))
