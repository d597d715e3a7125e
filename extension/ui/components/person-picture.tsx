import type { Person } from '../../../protocol/entry.ts'
import { initials, personColour } from '../../shared/person-colour.ts'
import './person-picture.css'

/** Initials on the person's own colour. The name is beside it, so that nobody hears it twice. */
export function PersonPicture({ person: { id, name } }: { person: Person }) {
  return (
    <span class="person-picture" style={{ backgroundColor: personColour(id) }} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
