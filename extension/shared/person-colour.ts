/**
 * Backgrounds of people's pictures: of one lightness, so that white on each of them, and each of them on the pages' white and
 * near black, has the contrast that AA asks for. Neighbours differ in hue by 30°.
 */
const colours = [
  '#b75356',
  '#b05b23',
  '#966a01',
  '#767700',
  '#418032',
  '#098265',
  '#0b7f84',
  '#027ea6',
  '#4472be',
  '#7666bc',
  '#985ba6',
  '#ae5482',
] as const

/** Spreads ids that are alike over all numbers of 32 bits: FNV-1a, then the last steps of Murmur 3. */
function spread(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The person's own colour, the same on every page and in every browser. By the id, since a name may change. */
export const personColour = (id: string): string => colours[spread(id) % colours.length] ?? colours[0]

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const signsOf = (word: string): string[] => [...graphemes.segment(word)].map(({ segment }) => segment)

/** Scripts that write a syllable or a word as one sign: a name has few of them, and the given name comes last. */
const wholeSigns = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u

/** One or two signs for a name: "Mina Park" is MP, "Mina" M, "김민아" 민아. */
export function initials(name: string): string {
  const words = name.split(/[\s_.-]+/u).filter((word) => word !== '')
  const [first = name] = words
  if (wholeSigns.test(first)) return signsOf(first).slice(-2).join('')
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, ...(last === undefined ? [] : [last])]
    .map((word) => signsOf(word)[0] ?? '')
    .join('')
    .toLocaleUpperCase('en')
}
