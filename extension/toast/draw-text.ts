import type { Block } from '../shared/format/tree.ts'
import { drawBlocks, type Maker } from '../ui/format/draw-blocks.ts'
import { element } from './elements.ts'

/** Nothing on a card leads away but its own buttons, which are guarded: an address is text. */
const maker: Maker<HTMLElement> = {
  element(tag, { dir, value }, children) {
    const made = element(tag, '')
    if (dir !== undefined) made.dir = dir
    if (value !== undefined) made.setAttribute('value', String(value))
    made.append(...children)
    return made
  },
  link({ text }) {
    const words = element('bdi', '', text)
    words.dir = 'ltr'
    return words
  },
  codeBlock({ text }) {
    const box = element('pre', '')
    box.dir = 'ltr'
    box.append(element('code', '', text))
    return box
  },
}

/** What a person wrote, as the log draws it. */
export const drawText = (body: readonly Block[]): HTMLElement[] => drawBlocks(body, maker)
