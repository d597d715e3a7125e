import type { Person } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { refuse, type Refusal } from '../room/write.ts'
import type { PeopleTransaction } from './people-store.ts'
import { createId, createShortId } from './secret.ts'
import { findPerson, type Who } from './who.ts'

/** A new device of somebody who is here already, for scripts. */
export async function createToken(
  transaction: PeopleTransaction,
  { person: who, label, hash }: { person: Who; label: string; hash: string },
): Promise<Result<{ id: string; person: Person }, Refusal>> {
  const person = await findPerson(transaction, who)
  if (!person.ok) return person
  const device = createId()
  const id = createShortId()
  await transaction.createDevice({ id: device, person: person.value.id, label })
  await transaction.createToken({ id, device, hash })
  return ok({ id, person: person.value })
}

/** Signs the token's device out, at once where it is connected. No link that it made lets another browser in any more. */
export async function revokeToken(
  transaction: PeopleTransaction,
  { id }: { id: string },
): Promise<Result<{ id: string; person: Person }, Refusal>> {
  const token = await transaction.findToken({ id })
  if (token === undefined) return refuse(`there is no token "${id}"`)
  await transaction.deleteToken(id)
  await transaction.revokeUnspentInvitesOf(token.device)
  transaction.note({ type: 'token-revoked', token: id })
  return ok({ id, person: token.person })
}
