import { findMentions } from './mentions.ts'

/** Who may be mentioned. */
export interface Mentionable {
  name: string
  keywords: readonly string[]
}

/** A message mentions somebody by its text or by its title: by name, as everybody in the room, or with a keyword. */
export function mentionsPerson(
  message: { title: string | undefined; text: string },
  person: Mentionable,
): boolean {
  const { title, text } = message
  const { name, room, keyword } = findMentions(title === undefined ? text : `${title}\n${text}`, person)
  return name || room || keyword
}
