import type { PersonId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { refuse, type Refusal } from '../room/write.ts'
import { nameKey } from './name-key.ts'
import type { KnownPerson, PeopleTransaction } from './people-store.ts'

/**
 * The person that a write is about: a device gives their id, the operator what they typed, a name or an id. The two are
 * kept apart, since people choose their names, and may choose somebody else's id.
 */
export type PersonRef = { id: PersonId } | { called: string }

export async function findPerson(
  transaction: PeopleTransaction,
  ref: PersonRef,
): Promise<Result<KnownPerson, Refusal>> {
  if ('id' in ref) {
    const person = await transaction.findPerson(ref.id)
    return person === undefined ? refuse('this person is no longer here') : ok(person)
  }
  const { called } = ref
  const byName = await findCalled(transaction, called)
  if (!byName.ok) return byName
  const byId = await transaction.findPerson(called)
  if (byName.value !== undefined && byId !== undefined && byName.value.id !== byId.id) {
    return refuse(
      `"${called}" is the name of one person and the id of another: write "${byName.value.id}" for the one or "${byId.name}" for the other`,
    )
  }
  const person = byName.value ?? byId
  return person === undefined ? refuse(`nobody here is called "${called}"`) : ok(person)
}

/** Several people may look alike who joined before that was refused: then the name has to be exact, to the letter. */
async function findCalled(
  transaction: PeopleTransaction,
  called: string,
): Promise<Result<KnownPerson | undefined, Refusal>> {
  const people = await transaction.findPeopleCalled(nameKey(called))
  const exact = people.filter(({ name }) => name === called)
  const found = exact.length === 1 ? exact : people
  if (found.length < 2) return ok(found[0])
  const ids = found.map(({ id, name }) => `"${id}" (${name})`).join(' or ')
  return refuse(`several people here look as if they were called "${called}": write ${ids}`)
}

/** As findPerson, for what adds something: nobody who was deactivated gets a device, a link or a room. */
export async function findActivePerson(
  transaction: PeopleTransaction,
  ref: PersonRef,
): Promise<Result<KnownPerson, Refusal>> {
  const person = await findPerson(transaction, ref)
  if (!person.ok || !person.value.deactivated) return person
  return refuse(`${person.value.name} is deactivated: "person activate" first`)
}
