import type { Block, Inline } from '../../../../extension/shared/format/tree.ts'

const showInline = (parts: readonly Inline[]): string =>
  parts
    .map((part) => {
      if ('children' in part) return `<${part.type}>${showInline(part.children)}</${part.type}>`
      return part.type === 'text' ? part.text : `<${part.type}>${part.text}</${part.type}>`
    })
    .join('')

/** A tree as a line that can be read. */
export const showTree = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return `<p>${showInline(block.children)}</p>`
        case 'code':
          return `<pre ${block.language ?? '-'}>${block.text}</pre>`
        case 'quote':
          return `<quote>${showTree(block.children)}</quote>`
        case 'list':
          return `<list>${block.items.map(({ number, children }) => `<${number ?? '•'}>${showTree(children)}`).join('')}</list>`
      }
    })
    .join('')

/** All words of a tree, one after the other. */
export function wordsOf(blocks: readonly Block[]): string {
  const inline = (parts: readonly Inline[]): string =>
    parts.map((part) => ('children' in part ? inline(part.children) : part.text)).join('')
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return inline(block.children)
        case 'code':
          return block.text
        case 'quote':
          return wordsOf(block.children)
        case 'list':
          return block.items.map(({ children }) => wordsOf(children)).join('')
      }
    })
    .join('')
}
