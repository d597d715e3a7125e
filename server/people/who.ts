import type { Person } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { refuse, type Refusal } from '../room/write.ts'
import { nameKey } from './name-key.ts'
import type { PeopleTransaction } from './people-store.ts'

/**
 * Whom a write is about: a device says its person's id, the operator what they typed, a name or an id. The two are kept
 * apart, since anybody may choose somebody else's id as their name.
 */
export type Who = { id: string } | { called: string }

export async function findPerson(transaction: PeopleTransaction, who: Who): Promise<Result<Person, Refusal>> {
  if ('id' in who) {
    const person = await transaction.findPerson({ id: who.id })
    return person === undefined ? refuse('this person is no longer here') : ok(person)
  }
  const { called } = who
  const byName = await transaction.findPerson({ nameKey: nameKey(called) })
  const byId = await transaction.findPerson({ id: called })
  if (byName !== undefined && byId !== undefined && byName.id !== byId.id) {
    return refuse(
      `"${called}" is the name of one person and the id of another: write "${byName.id}" for the one or "${byId.name}" for the other`,
    )
  }
  const person = byName ?? byId
  return person === undefined ? refuse(`nobody here is called "${called}"`) : ok(person)
}
