import type { Person, RoomId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { enterRoom, leaveRoom } from '../room/membership.ts'
import { refuse, type Refusal } from '../room/write.ts'
import type { OpenInvite, PeopleTransaction } from './people-store.ts'
import { findActivePerson, findPerson, type PersonRef } from './find-person.ts'

export interface MemberInput {
  room: RoomId
  person: PersonRef
}

/** Whether anything was changed: adding a member again, or removing somebody who is none, changes nothing. */
export interface MemberChange {
  person: Person
  changed: boolean
}

/** Also ends an earlier removal: from now on invites let them in again. */
export async function addMember(
  transaction: PeopleTransaction,
  { room, person: ref }: MemberInput,
): Promise<Result<MemberChange, Refusal>> {
  if ((await transaction.findLog(room)) === undefined) return noRoom(room)
  const found = await findActivePerson(transaction, ref)
  if (!found.ok) return found
  const { id, name } = found.value
  await transaction.endRemoval(room, id)
  return ok({ person: { id, name }, changed: await enterRoom(transaction, room, { id, name }) })
}

/**
 * Lasts until somebody adds them again: no invite brings the person back. Whoever has a link that can still be used may
 * join under a new name, so those that lead into the room are part of the answer.
 */
export async function removeMember(
  transaction: PeopleTransaction,
  { room, person: ref }: MemberInput,
): Promise<Result<MemberChange & { room: RoomId; openInvites: OpenInvite[] }, Refusal>> {
  if ((await transaction.findLog(room)) === undefined) return noRoom(room)
  const found = await findPerson(transaction, ref)
  if (!found.ok) return found
  const { id, name } = found.value
  const changed = await leaveRoom(transaction, room, { id, name })
  if (changed) await transaction.addRemoval(room, id)
  return ok({ person: { id, name }, changed, room, openInvites: await transaction.findOpenInvitesTo(room) })
}

export const noRoom = (room: RoomId) => refuse(`there is no room "${room}"`)
