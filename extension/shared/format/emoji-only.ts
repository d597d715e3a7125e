import type { Block } from './tree.ts'

/** Signs that Unicode recommends as emoji, each with its skin colours and joiners. TypeScript knows no flag `v` for our target. */
const fewEmoji = new RegExp(String.raw`^(?:\p{RGI_Emoji}\s*){1,3}$`, 'v')

/** The message is one to three emoji, and nothing else. */
export function isEmojiOnly(blocks: readonly Block[]): boolean {
  const [block, ...others] = blocks
  if (block?.type !== 'paragraph' || others.length > 0 || block.children.length !== 1) return false
  const [part] = block.children
  return part?.type === 'text' && fewEmoji.test(part.text)
}
