/** What a sign is in a word. */
const NONE = 0
const LETTER = 1
/** Words with spaces between them, and particles at their end. */
const HANGUL = 2
/** Han, Hiragana, Thai, …: no spaces between words, so that a word may end anywhere. */
const UNSPACED = 3
/** Unspaced too, but a run of it is one word. */
const KATAKANA = 4
const KIND = 7
/** Flag: belongs to the sign before it, as an accent or a skin colour does. */
const EXTENDS = 8

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u
const katakana = /[\p{sc=Katakana}\u30FC]/u
/** Single letters of Hangul after a name are laughter or tears (`ㅋㅋ`, `ㅠㅠ`), not a longer name. */
const singleHangul = /[\u1100-\u11FF\u3131-\u318E]/u
const wordSign = /[\p{L}\p{N}\p{Pc}]/u
const extending = /[\p{M}\p{EMod}]/u
const JOINER = 0x200d

/** Of each code unit what it is; both units of a pair say the same. */
export type SignKinds = Uint8Array

function kindOf(code: number, sign: string): number {
  if (code < 0x80) return /\w/.test(sign) ? LETTER : NONE
  if (code >= 0xac00 && code <= 0xd7a3) return HANGUL
  if (code >= 0x4e00 && code <= 0x9fff) return UNSPACED
  if (singleHangul.test(sign)) return NONE
  if (katakana.test(sign)) return KATAKANA
  if (!wordSign.test(sign)) return NONE
  return unspaced.test(sign) ? UNSPACED : LETTER
}

export function signKinds(text: string): SignKinds {
  const kinds = new Uint8Array(text.length)
  let at = 0
  let joins = false
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    const extend = code === JOINER || (code >= 0x80 && extending.test(sign))
    const before = at > 0 ? (kinds[at - 1] ?? NONE) & KIND : NONE
    const kind = extend ? before | EXTENDS : kindOf(code, sign) | (joins ? EXTENDS : 0)
    kinds.fill(kind, at, at + sign.length)
    at += sign.length
    joins = code === JOINER
  }
  return kinds
}

const isUnspaced = (kind: number): boolean => kind === UNSPACED || kind === KATAKANA

/** Whether two neighbours, each of which may be nothing, belong to one word; a mark beside a letter counts as of the word. */
function joined(before: number, after: number): boolean {
  if ((after & EXTENDS) !== 0) return true
  const [a, b] = [before & KIND, after & KIND]
  if (isUnspaced(a) || isUnspaced(b)) return a === KATAKANA && b === KATAKANA
  return true
}

/** For each place the first one, there or later, where a word may begin; the text's length where there is none. */
export function wordStarts(kinds: SignKinds): Int32Array {
  const starts = new Int32Array(kinds.length + 1).fill(kinds.length)
  for (let at = kinds.length - 1; at >= 0; at--)
    starts[at] = beginsAt(kinds, at) ? at : (starts[at + 1] ?? kinds.length)
  return starts
}

function beginsAt(kinds: SignKinds, at: number): boolean {
  const [before, after] = [kinds[at - 1] ?? NONE, kinds[at] ?? NONE]
  return (after & EXTENDS) === 0 && ((before & KIND) === NONE || !joined(before, after))
}

/** An `@` may begin a mention at `at`: not inside a mail address. Where no spaces are written, it may follow a letter. */
export function mayBeginAt(kinds: SignKinds, at: number): boolean {
  const before = (kinds[at - 1] ?? NONE) & KIND
  return before === NONE || isUnspaced(before)
}

/** A word may end before `at`, with a particle or without. */
export function endsAt(text: string, kinds: SignKinds, at: number): boolean {
  const [before, after] = [kinds[at - 1] ?? NONE, kinds[at] ?? NONE]
  if ((after & KIND) === NONE || !joined(before, after)) return (after & EXTENDS) === 0
  if ((after & KIND) !== HANGUL || (after & EXTENDS) !== 0) return false
  const end = hangulEnd(kinds, at)
  return end !== undefined && isParticle(text.slice(at, end)) && ((kinds[end] ?? NONE) & KIND) === NONE
}

/** Of a name: `@mina.com` and `@mina-sophie` are somebody or something else. */
export function nameEndsAt(text: string, kinds: SignKinds, at: number): boolean {
  if (!endsAt(text, kinds, at)) return false
  return !['.', '-', '‐', '@'].includes(text.charAt(at)) || ((kinds[at + 1] ?? NONE) & KIND) !== LETTER
}

/** The longest row of particles (`님들에게서이라도는`) is as long. It bounds the time for each place that is looked at. */
const PARTICLES_MAX = 9

function hangulEnd(kinds: SignKinds, from: number): number | undefined {
  let end = from
  while (kinds[end] === HANGUL) if (++end - from > PARTICLES_MAX) return undefined
  return end
}

const particle = [
  // How one is spoken of: -님, -씨; -들 for several.
  '^(?:님들?|씨|들)?',
  // Called, or said to be somebody: 이름아, 이름입니다.
  '(?:아|야|이여|입니다|입니까|이에요|예요|이야|이고|인데|이라고|라고',
  // To, from, with, by, like …
  '|(?:에게서?|에게로|한테서?|한테로|께서?|에서?|으?로|으?로서|이?랑|와|과|하고|처럼|보다|더러|보고)?',
  // Only, until, from, even …
  '(?:만|까지|부터|마저|조차|밖에|뿐|이나|이?라도)?',
  // Subject, object, topic …
  '(?:이|가|을|를|의|은|는|도|만)?)$',
].join('')

/** No part repeats, and the text is short: this regular expression cannot explode. */
const particles = new RegExp(particle)
const isParticle = (hangul: string): boolean => particles.test(hangul)
