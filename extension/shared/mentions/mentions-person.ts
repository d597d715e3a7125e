import { parseMessage } from '../format/parse-message.ts'
import { textOutsideCode } from '../format/plain-text.ts'
import { findMentions } from './mentions.ts'

/** Who may be mentioned. */
export interface Mentionable {
  name: string
  keywords: readonly string[]
}

const hasMarks = ({ name, keywords }: Mentionable): boolean =>
  [name, ...keywords].some((word) => /[*_~]/.test(word))

function isMentioned(text: string, person: Mentionable): boolean {
  const { name, room, keyword } = findMentions(text, person)
  return name || room || keyword
}

/**
 * A message mentions somebody by its text or by its title: by name, as everybody in the room, or with a keyword. The text
 * counts as it reads, without code. A name that has marks in it (`*Star*`) is found as it was typed too.
 */
export function mentionsPerson(
  { title, text }: { title: string | undefined; text: string },
  person: Mentionable,
): boolean {
  const blocks = parseMessage(text)
  const mentions = (marks: boolean): boolean => {
    const read = textOutsideCode(blocks, marks)
    return isMentioned(title === undefined ? read : `${title}\n${read}`, person)
  }
  return mentions(false) || (hasMarks(person) && mentions(true))
}
