import type { Mark } from './tree.ts'

/** What a mark has beside it. */
export type Side =
  /** White space, or an end of the text. */
  | 'space'
  /** Punctuation, an emoji, another mark. */
  | 'sign'
  /** A letter or digit of a script with spaces between words. */
  | 'word'
  /** Spaces between words too, but particles follow a word without one: `**굵게**는`. */
  | 'hangul'
  /** Han, Kana, Thai, …: no spaces between words, so that a marked word has letters on both sides. */
  | 'unspaced'
  /** Before it: the mark is meant as it reads. */
  | 'backslash'

const space = /\s/
const wordSign = /[\p{L}\p{N}\p{M}]/u
/** They belong to the emoji before them. */
const ofEmoji = /[\ufe0e\ufe0f\u20e3]/
const hangul = /\p{sc=Hangul}/u
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u

/** `@` too: a name follows it. */
function asciiSide(code: number): Side {
  if (code <= 0x20) return 'space'
  return /[\w@]/.test(String.fromCharCode(code)) && code !== 0x5f ? 'word' : 'sign'
}
const asciiSides: readonly Side[] = Array.from({ length: 0x80 }, (_, code) => asciiSide(code))

function sideOf(code: number): Side {
  const known = asciiSides[code]
  if (known !== undefined) return known
  if (code >= 0xac00 && code <= 0xd7a3) return 'hangul'
  if (code >= 0x4e00 && code <= 0x9fff) return 'unspaced'
  const sign = String.fromCodePoint(code)
  if (space.test(sign)) return 'space'
  if (!wordSign.test(sign) || ofEmoji.test(sign)) return 'sign'
  if (hangul.test(sign)) return 'hangul'
  return unspaced.test(sign) ? 'unspaced' : 'word'
}

export function sideBefore(text: string, at: number): Side {
  if (at === 0) return 'space'
  const code = text.charCodeAt(at - 1)
  if (code === 0x5c) return 'backslash'
  const isPair = code >= 0xdc00 && code <= 0xdfff && at > 1
  return sideOf(isPair ? (text.codePointAt(at - 2) ?? 0) : code)
}

export const sideAfter = (text: string, at: number): Side =>
  at < text.length ? sideOf(text.codePointAt(at) ?? 0) : 'space'

/**
 * After what letters a mark opens none the less. `_` is in names of files (`보고서_최종_v2`), `~` between the ends of a range
 * (`월~금`, `10시~11시`), `*` between factors (`가로*세로*높이`).
 */
const opensAfter: Record<Mark, readonly Side[]> = {
  '*': ['space', 'sign', 'unspaced'],
  '**': ['space', 'sign', 'unspaced', 'hangul'],
  _: ['space', 'sign'],
  '~': ['space', 'sign'],
  '~~': ['space', 'sign'],
}

/**
 * What is marked begins and ends beside its marks, without a space. A mark opens where a word may begin, and closes where
 * one may end: before a letter of a script without spaces, before Hangul (which may be a particle), and if it is of two
 * signs, before any letter (`**W**orld`). CommonMark asks for punctuation inside of the marks instead, so that in
 * `**"굵게"**는` nothing would be bold.
 */
export const opensAt = (before: Side, after: Side, mark: Mark): boolean =>
  after !== 'space' && opensAfter[mark].includes(before)

export const closesAt = (before: Side, after: Side, mark: Mark): boolean =>
  before !== 'space' && before !== 'backslash' && (after !== 'word' || mark.length === 2)
