import type { Person } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { enterRoom, leaveRoom } from '../room/membership.ts'
import type { Refusal } from '../room/write.ts'
import { findPersonByName, refuse } from './invites.ts'
import type { PeopleTransaction } from './people-store.ts'

/** `person` is a name or an id. */
export interface MemberInput {
  room: string
  person: string
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
  const person = await findPersonByName(transaction, input.person)
  if (person === undefined) return refuse(`nobody here is called "${input.person}"`)
  return ok({ person, changed: await act(transaction, input.room, person) })
}
