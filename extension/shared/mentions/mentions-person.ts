import { callsOf } from './mentions.ts'

/** Who may be called. */
export interface Callable {
  name: string
  keywords: readonly string[]
}

/** A message calls somebody by its text or by its title: by name, as everybody in the room, or with a keyword. */
export function callsPerson(message: { title: string | undefined; text: string }, person: Callable): boolean {
  const { title, text } = message
  const { name, room, keyword } = callsOf(title === undefined ? text : `${title}\n${text}`, person)
  return name || room || keyword
}
