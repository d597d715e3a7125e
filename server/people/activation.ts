import type { Person, RoomId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { leaveRoom } from '../room/membership.ts'
import type { Refusal } from '../room/write.ts'
import type { PeopleTransaction, TokenLine } from './people-store.ts'
import { endToken } from './tokens.ts'
import { findPerson, type PersonRef } from './find-person.ts'

/** What ended with it. */
export interface Deactivated {
  person: Person
  changed: boolean
  ended: TokenLine[]
  rooms: RoomId[]
}

/**
 * Ends all that the person has here: devices, links, memberships. The name stays taken and their messages stay. No link
 * lets them in, and none brings them back into these rooms later: once activated, they are added again.
 */
export async function deactivatePerson(
  transaction: PeopleTransaction,
  { person: ref }: { person: PersonRef },
): Promise<Result<Deactivated, Refusal>> {
  const found = await findPerson(transaction, ref)
  if (!found.ok) return found
  const { id, name, deactivated } = found.value
  const person = { id, name }
  const ended = await transaction.tokensOf(id)
  const rooms = await transaction.findRoomsOf(id)
  await transaction.setDeactivated(id, true)
  for (const token of ended) await endToken(transaction, token)
  await transaction.revokeBrowserInvitesOf(id)
  for (const room of rooms) {
    await leaveRoom(transaction, room, person)
    await transaction.addRemoval(room, id)
  }
  return ok({ person, changed: !deactivated, ended, rooms })
}

/** They may be given a device and added to rooms again. */
export async function activatePerson(
  transaction: PeopleTransaction,
  { person: ref }: { person: PersonRef },
): Promise<Result<{ person: Person; changed: boolean }, Refusal>> {
  const found = await findPerson(transaction, ref)
  if (!found.ok) return found
  const { id, name, deactivated } = found.value
  await transaction.setDeactivated(id, false)
  return ok({ person: { id, name }, changed: deactivated })
}
