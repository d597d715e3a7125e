import { TEXT_MAX_UNITS } from '../../../protocol/limits.ts'
import { foldText } from '../../../protocol/fold-text.ts'
import { mayBeginAt, endsAt, nameEndsAt, signKinds, wordStarts, type SignKinds } from './word-ends.ts'

/** How a text mentions a person. */
export interface Mentions {
  /** `@name`. */
  name: boolean
  /** `@room`: everybody in the room. It is one word in all languages, so that one word has to be learned. */
  room: boolean
  /** One of the person's keywords, as a whole word. */
  keyword: boolean
}

/** An address mentions nobody, whatever follows an `@` in it. */
const link = /https?:\/\/\S+/g

/**
 * Case, width and accents make no difference, Korean particles may follow. Who has the name of somebody else's beginning
 * (`Mina` in `@Mina Park`, `민` in `@민아`) is mentioned as well: one alert too many is better than one too few.
 * Time is linear in the text's length.
 */
export function findMentions(text: string, person: { name: string; keywords: readonly string[] }): Mentions {
  // A sign may become eighteen (`ﷺ`). A long text that more than doubles is written to take time.
  const folded = foldText(text).slice(0, 2 * Math.max(text.length, TEXT_MAX_UNITS))
  const kinds = signKinds(folded)
  const starts = wordStarts(kinds)
  // As long as before, so that the kinds still fit.
  const outsideLinks = folded.replace(link, (address) => ' '.repeat(address.length))
  return {
    name: hasName(outsideLinks, kinds, foldText(person.name)),
    room: hasName(outsideLinks, kinds, 'room'),
    keyword: person.keywords.some((keyword) => hasWord(folded, kinds, starts, foldText(keyword))),
  }
}

function hasName(text: string, kinds: SignKinds, name: string): boolean {
  if (name === '') return false
  const mention = name.startsWith('@') ? name : `@${name}`
  for (let at = text.indexOf(mention); at !== -1; at = text.indexOf(mention, at + 1))
    if (mayBeginAt(kinds, at) && nameEndsAt(text, kinds, at + mention.length)) return true
  return false
}

/** `starts`: for each place the first one, there or later, where a word may begin. Without it `aaaa…` has many places of `aa`. */
function hasWord(text: string, kinds: SignKinds, starts: Int32Array, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, starts[at + 1]))
    if (starts[at] === at && endsAt(text, kinds, at + word.length)) return true
  return false
}
