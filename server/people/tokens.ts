import type { Person, PersonId } from '../../protocol/entry.ts'
import { DEVICES_A_DAY, DEVICES_MAX } from '../../protocol/limits.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import { deviceScopes, type DeviceId, type Principal } from '../room/principal.ts'
import { refuse, type Refusal } from '../room/write.ts'
import type { PeopleTransaction, Token, TokenLine } from './people-store.ts'
import { createId, createShortId } from './secret.ts'
import { findActivePerson, type PersonRef } from './find-person.ts'

const DAY_MS = 24 * 60 * 60_000

/** Every token is one of a person's device so far, and has all scopes. */
export const principalOf = ({ id, device, person }: Token): Principal => ({
  person,
  device,
  token: id,
  scopes: deviceScopes,
})

/** A new device of somebody who is here already, for scripts. */
export async function createToken(
  transaction: PeopleTransaction,
  { person: ref, label, hash }: { person: PersonRef; label: string; hash: string },
): Promise<Result<{ id: string; person: Person }, Refusal>> {
  const person = await findActivePerson(transaction, ref)
  if (!person.ok) return person
  const { id, name } = person.value
  const refusal = await refuseAnotherDevice(transaction, id)
  if (!refusal.ok) return refusal
  const token = await addDevice(transaction, { person: id, label, hash, madeBy: null })
  return ok({ id: token.id, person: { id, name } })
}

/** An error for somebody who has as many devices as one may have, else nothing. */
export async function refuseAnotherDevice(
  transaction: PeopleTransaction,
  person: PersonId,
): Promise<Result<null>> {
  if ((await transaction.tokensOf(person)).length >= DEVICES_MAX) {
    return fail(
      'device_limit',
      `this person is signed in on ${DEVICES_MAX} devices already: sign another one out first`,
    )
  }
  // A device that was signed out is kept, since its messages are known by it.
  if ((await transaction.countDevices(person, transaction.now - DAY_MS)) < DEVICES_A_DAY) return ok(null)
  return fail('device_limit', `this person joined with ${DEVICES_A_DAY} devices today: try again tomorrow`)
}

export async function addDevice(
  transaction: PeopleTransaction,
  { person, label, hash, madeBy }: { person: PersonId; label: string; hash: string; madeBy: DeviceId | null },
): Promise<{ id: string; device: DeviceId }> {
  const token = { id: createShortId(), device: createId() }
  await transaction.createDevice({ id: token.device, person, label, madeBy })
  await transaction.createToken({ ...token, person, hash })
  return token
}

export interface RevokeInput {
  id: string
  /** Leaves the devices that this one made. */
  only: boolean
}

/** `ended`: the devices that were signed out with it, since it had made them. */
export interface Revoked {
  id: string
  person: Person
  ended: TokenLine[]
}

/**
 * Signs the token's device out, at once where it is connected, and the devices that came in by its links: whoever held it
 * may hold those. No link that any of them made lets another browser in any more.
 */
export async function revokeToken(
  transaction: PeopleTransaction,
  { id, only }: RevokeInput,
): Promise<Result<Revoked, Refusal>> {
  const token = await transaction.findToken({ id })
  if (token === undefined) return refuse(`there is no token "${id}"`)
  const ended = only ? [] : await transaction.tokensMadeBy(token.device)
  for (const one of [token, ...ended]) await endToken(transaction, one)
  return ok({ id, person: token.person, ended })
}

export async function endToken(transaction: PeopleTransaction, { id, device }: Token): Promise<void> {
  await transaction.deleteToken(id)
  await transaction.revokeUnspentInvitesOf(device)
  transaction.emit({ type: 'token-revoked', token: id })
}
