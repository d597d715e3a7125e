import { disassemble, getChoseong } from 'es-hangul'

/** Lower is better; undefined: it does not match. */
export type Rank = 0 | 1 | undefined

const isConsonant = (letter: string): boolean => /^[ㄱ-ㅎ]$/.test(letter)

/**
 * Whether a Korean name begins with these letters, as far as they are typed: 김민아 with 김미, with ㄱㅁ, and with 김ㅁㅇ. A syllable
 * that an input method has not ended may hold the first letter of the next one (기민 is 김 on the way).
 */
function beginsKorean(name: string, query: string): boolean {
  if (disassemble(name).startsWith(disassemble(query))) return true
  const letters = Array.from(query)
  const syllables = Array.from(name)
  return letters.every((letter, index) => {
    const syllable = syllables[index]
    if (syllable === undefined) return false
    if (isConsonant(letter)) return syllable === letter || getChoseong(syllable) === letter
    const isLast = index === letters.length - 1
    return isLast ? disassemble(syllable).startsWith(disassemble(letter)) : syllable === letter
  })
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase()
const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

/** 0: the name begins so. 1: one of its other words does. */
export function matchName(name: string, query: string): Rank {
  const [whole, typed] = [withoutAccents(plain(name)), withoutAccents(plain(query))]
  if (whole.startsWith(typed) || beginsKorean(whole, typed)) return 0
  const words = whole.split(/[\s._-]+/).slice(1)
  return words.some((word) => word.startsWith(typed) || beginsKorean(word, typed)) ? 1 : undefined
}

/** A list that covers more of the log helps nobody. */
const OPTIONS_MAX = 8

/** Those that match, the best first, else in the order given. Nothing where the only match is what is typed already. */
export function matchNames<T extends { name: string }>(all: readonly T[], query: string): T[] {
  const ranked = all.flatMap((one) => {
    const rank = matchName(one.name, query)
    return rank === undefined ? [] : [{ one, rank }]
  })
  const matches = ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one)
  const isTyped = matches.length === 1 && plain(matches[0]?.name ?? '') === plain(query)
  return isTyped ? [] : matches.slice(0, OPTIONS_MAX)
}
