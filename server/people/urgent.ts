import type { Person, RoomId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { Refusal } from '../room/write.ts'
import { noRoom } from './members.ts'
import type { PeopleTransaction } from './people-store.ts'
import { findPerson, type PersonRef } from './find-person.ts'

export interface UrgentInput {
  room: RoomId
  /** Null: everybody; an empty list: nobody. */
  from: PersonRef[] | null
}

/** Sets who may send messages of priority 5 to the room. */
export async function setUrgent(
  transaction: PeopleTransaction,
  { room, from }: UrgentInput,
): Promise<Result<{ room: RoomId; from: Person[] | null }, Refusal>> {
  if ((await transaction.findLog(room)) === undefined) return noRoom(room)
  const people: Person[] = []
  for (const ref of from ?? []) {
    const found = await findPerson(transaction, ref)
    if (!found.ok) return found
    people.push({ id: found.value.id, name: found.value.name })
  }
  await transaction.setUrgentSenders(room, from === null ? null : people.map(({ id }) => id))
  return ok({ room, from: from === null ? null : people })
}
