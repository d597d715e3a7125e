import type { Person } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { enterRoom, leaveRoom } from '../room/membership.ts'
import { refuse, type Refusal } from '../room/write.ts'
import type { PeopleTransaction } from './people-store.ts'
import { findPerson, type Who } from './who.ts'

export interface MemberInput {
  room: string
  person: Who
}

/** Whether anything was changed: adding a member again, or removing somebody who is none, changes nothing. */
export interface MemberChange {
  person: Person
  changed: boolean
}

export const addMember = (
  transaction: PeopleTransaction,
  input: MemberInput,
): Promise<Result<MemberChange, Refusal>> => change(transaction, input, enterRoom)

export const removeMember = (
  transaction: PeopleTransaction,
  input: MemberInput,
): Promise<Result<MemberChange, Refusal>> => change(transaction, input, leaveRoom)

async function change(
  transaction: PeopleTransaction,
  input: MemberInput,
  act: typeof enterRoom,
): Promise<Result<MemberChange, Refusal>> {
  if ((await transaction.findLog(input.room)) === undefined) return refuse(`there is no room "${input.room}"`)
  const person = await findPerson(transaction, input.person)
  if (!person.ok) return person
  return ok({ person: person.value, changed: await act(transaction, input.room, person.value) })
}
