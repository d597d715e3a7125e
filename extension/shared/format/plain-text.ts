import type { Block, Inline, ListItem } from './tree.ts'

interface Options {
  /** What is in the place of code. */
  code(text: string): string
  /** Marks of parts of a line are kept. */
  marks: boolean
}

function inlineText(parts: readonly Inline[], options: Options): string {
  const texts = parts.map((part) => {
    switch (part.type) {
      case 'text':
      case 'link':
        return part.text
      case 'code':
        return options.code(part.text)
      case 'strong':
      case 'em':
      case 'del': {
        const mark = options.marks ? part.mark : ''
        return `${mark}${inlineText(part.children, options)}${mark}`
      }
    }
  })
  return texts.join('')
}

const itemText = ({ number, children }: ListItem, options: Options): string =>
  `${number === undefined ? '•' : `${number}.`} ${blocksText(children, options)}`

function blockText(block: Block, options: Options): string {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.children, options)
    case 'code':
      return options.code(block.text)
    case 'quote':
      return blocksText(block.children, options).replace(/^/gm, '> ')
    case 'list':
      return block.items.map((item) => itemText(item, options)).join('\n')
  }
}

const blocksText = (blocks: readonly Block[], options: Options): string =>
  blocks.map((block) => blockText(block, options)).join('\n')

/** For where text has no looks: notifications of the system, previews. */
export const plainText = (blocks: readonly Block[]): string =>
  blocksText(blocks, { code: (text) => text, marks: false })

/** No letter, no space, and in no word that somebody types. */
const CODE = '\ufffc'

/** What may mention somebody: all but code. `marks`: as it was typed, for names that have marks in them. */
export const textOutsideCode = (blocks: readonly Block[], marks: boolean): string =>
  blocksText(blocks, { code: () => CODE, marks })
