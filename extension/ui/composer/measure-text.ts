import { TEXT_MAX } from '../../../protocol/limits.ts'

/** How long a text is, in characters as people count them, and how many of these could be sent. */
export interface TextLength {
  characters: number
  most: number
}

/** UTF-16 units, of which there are never fewer than characters. */
const countUnits = ({ length }: string): TextLength => ({ characters: length, most: TEXT_MAX })

let count = countUnits
let loading: Promise<void> | undefined

const load = async (): Promise<void> => {
  const { countCharacters } = await import('./count-characters.ts')
  count = countCharacters
}

/**
 * Counts characters as people do where units are too many. What does that is loaded with the first such text; until then units
 * count. `again` is called once, when the same text may be measured more exactly.
 */
export function measureText(text: string, again: () => void): TextLength {
  if (text.length <= TEXT_MAX) return countUnits(text)
  loading ??= load().then(again, () => {
    loading = undefined
  })
  return count(text)
}
