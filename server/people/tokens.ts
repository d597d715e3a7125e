import type { Person } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { Refusal } from '../room/write.ts'
import { findPersonByName, refuse } from './invites.ts'
import type { PeopleTransaction } from './people-store.ts'
import { createId, createShortId } from './secret.ts'

/** A new device of somebody who is here already, for scripts. `person` is a name or an id. */
export async function createToken(
  transaction: PeopleTransaction,
  { person: name, label, hash }: { person: string; label: string; hash: string },
): Promise<Result<{ id: string; person: Person }, Refusal>> {
  const person = await findPersonByName(transaction, name)
  if (person === undefined) return refuse(`nobody here is called "${name}"`)
  const device = createId()
  const id = createShortId()
  await transaction.createDevice({ id: device, person: person.id, label })
  await transaction.createToken({ id, device, hash })
  return ok({ id, person })
}

/** Signs the token's device out, at once where it is connected. */
export async function revokeToken(
  transaction: PeopleTransaction,
  { id }: { id: string },
): Promise<Result<{ id: string; person: Person }, Refusal>> {
  const token = await transaction.findToken({ id })
  if (token === undefined) return refuse(`there is no token "${id}"`)
  await transaction.deleteToken(id)
  transaction.note({ type: 'token-revoked', token: id })
  return ok({ id, person: token.person })
}
