import type { Person } from '../../../protocol/entry.ts'
import type { RoomView } from '../../shared/view.ts'

/** Who wrote or joined in what is shown of a room, whoever did so last first, with the name of then; without the person. */
export function peopleOf({ entries }: Pick<RoomView, 'entries'>, me: Person): Person[] {
  const people = new Map<Person['id'], Person>()
  for (const { author } of entries.toReversed())
    if (author.id !== me.id && !people.has(author.id)) people.set(author.id, author)
  return [...people.values()]
}
