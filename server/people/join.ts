import type { Person, PersonId, RoomId, ServerTime } from '../../protocol/entry.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import { enterRoom } from '../room/membership.ts'
import { requireScope, type DeviceId } from '../room/principal.ts'
import { nameKeys } from './name-key.ts'
import type { Invite, PeopleReader, PeopleTransaction } from './people-store.ts'
import { ATTEMPT_MS } from './prune.ts'
import { createId, createShortId } from './secret.ts'
import { addDevice, principalOf, refuseAnotherDevice } from './tokens.ts'

export interface JoinInput {
  inviteHash: string
  name: string | undefined
  attempt: string
  /** Hash of the token that was sent along, if one was: rooms are added to its person. */
  bearerHash: string | undefined
  /** Hash of the token to give out; the token itself never comes here. */
  tokenHash: string
  /** For lists of tokens: which browser this is. */
  label: string
}

/** `fresh`: the new token was taken; else the one that was sent along goes on. */
export interface Joined {
  person: Person
  fresh: boolean
}

/**
 * Redeems an invite (SPEC 5): one transaction, so that a last use is spent once however many try at the same time, and
 * a refusal spends nothing.
 */
export async function join(transaction: PeopleTransaction, input: JoinInput): Promise<Result<Joined>> {
  const found = await transaction.findInvite({ hash: input.inviteHash })
  const device =
    found && (await transaction.findAttempt(found.id, input.attempt, transaction.now - ATTEMPT_MS))
  const usable = checkInvite(found, device !== undefined, transaction.now)
  if (!usable.ok) return usable
  const invite = usable.value
  if (device !== undefined) return repeat(transaction, device, input)
  if (input.bearerHash !== undefined) return addRooms(transaction, invite, input, input.bearerHash)
  const person = await findJoiner(transaction, invite, input.name)
  return person.ok ? letIn(transaction, invite, person.value, input) : person
}

/** Whether this invite can be redeemed. A repeat of an attempt that it admitted is refused only once it was revoked. */
function checkInvite(invite: Invite | undefined, repeated: boolean, now: ServerTime): Result<Invite> {
  if (invite === undefined)
    return fail('invite_unknown', 'this server does not know this invite: ask for a new one')
  if (invite.revoked) return fail('invite_revoked', 'this invite was revoked: ask for a new one')
  if (repeated) return ok(invite)
  if (invite.used >= invite.uses) return fail('invite_used', 'this invite has been used: ask for a new one')
  if (invite.expiresAt !== null && invite.expiresAt <= now) {
    return fail('invite_expired', 'this invite has expired: ask for a new one')
  }
  return ok(invite)
}

/**
 * Whether the join can succeed by what is committed, so that a guess starts no transaction. What passes is checked again
 * by `join`, since another one may come first.
 */
export async function checkJoin(
  reader: PeopleReader,
  { inviteHash, attempt, bearerHash }: Pick<JoinInput, 'inviteHash' | 'attempt' | 'bearerHash'>,
): Promise<Result<unknown>> {
  const invite = await reader.findInviteByHash(inviteHash)
  const now: ServerTime = Date.now()
  const device = invite && (await reader.findAttempt(invite.id, attempt, now - ATTEMPT_MS))
  const usable = checkInvite(invite, device !== undefined, now)
  if (!usable.ok || bearerHash === undefined) return usable
  const bearer = await reader.findTokenByHash(bearerHash)
  return bearer === undefined ? unknownBearer() : requireScope(principalOf(bearer), 'join-rooms')
}

/** The answer to an earlier try was lost: for a day the same device again, its token replaced by the new one. */
async function repeat(
  transaction: PeopleTransaction,
  device: DeviceId,
  input: JoinInput,
): Promise<Result<Joined>> {
  const token = await transaction.findTokenOf(device)
  if (token === undefined) return fail('unauthorized', 'this browser was signed out: ask for a new invite')
  if (input.bearerHash !== undefined) {
    const bearer = await transaction.findToken({ hash: input.bearerHash })
    if (bearer?.device === device) return ok({ person: bearer.person, fresh: false })
    return unknownBearer()
  }
  await transaction.deleteToken(token.id)
  transaction.emit({ type: 'token-revoked', token: token.id })
  await transaction.createToken({
    id: createShortId(),
    device,
    person: token.person.id,
    hash: input.tokenHash,
  })
  return ok({ person: token.person, fresh: true })
}

const unknownBearer = () =>
  fail('unauthorized', 'the token that was sent along is not known: join without it')

async function addRooms(
  transaction: PeopleTransaction,
  invite: Invite,
  input: JoinInput,
  bearerHash: string,
): Promise<Result<Joined>> {
  const bearer = await transaction.findToken({ hash: bearerHash })
  if (bearer === undefined) return unknownBearer()
  if (invite.for === 'browser') {
    return fail('malformed', 'this link adds another browser, and this one has joined already')
  }
  const rooms: RoomId[] = []
  for (const room of invite.rooms) {
    if (!(await transaction.wasRemoved(room, bearer.person.id))) rooms.push(room)
  }
  if (rooms.length === 0) {
    return fail('forbidden', 'you were removed from the rooms of this invite: ask to be added to them again')
  }
  let entered = false
  for (const room of rooms) entered = (await enterRoom(transaction, room, bearer.person)) || entered
  // Who is in all of its rooms already leaves the use to somebody else.
  if (entered) await spend(transaction, invite, input.attempt, bearer.device)
  return ok({ person: bearer.person, fresh: false })
}

async function findJoiner(
  transaction: PeopleTransaction,
  invite: Invite,
  name: string | undefined,
): Promise<Result<{ person: Person; known: boolean }>> {
  if (invite.person !== null) return findReturning(transaction, invite.person)
  if (name === undefined) return fail('malformed', 'name: this invite needs a name to join with')
  const keys = nameKeys(name)
  if (keys.folded === '') return fail('malformed', 'name: a name needs something that can be seen')
  if (await transaction.isNameTaken(keys)) {
    return fail(
      'name_taken',
      `somebody here is called "${name}" already, or has a name that looks like it: choose another name`,
    )
  }
  return ok({ person: { id: createId(), name }, known: false })
}

async function findReturning(
  transaction: PeopleTransaction,
  id: PersonId,
): Promise<Result<{ person: Person; known: boolean }>> {
  const person = await transaction.findPerson(id)
  if (person === undefined) {
    return fail('invite_unknown', 'the person of this invite is no longer here: ask for a new one')
  }
  if (person.deactivated) return fail('forbidden', `${person.name} may not come in here any more`)
  const refusal = await refuseAnotherDevice(transaction, id)
  return refusal.ok ? ok({ person: { id, name: person.name }, known: true }) : refusal
}

async function letIn(
  transaction: PeopleTransaction,
  invite: Invite,
  { person, known }: { person: Person; known: boolean },
  input: JoinInput,
): Promise<Result<Joined>> {
  if (!known) await transaction.createPerson({ ...person, keys: nameKeys(person.name) })
  const { device } = await addDevice(transaction, {
    person: person.id,
    label: input.label,
    hash: input.tokenHash,
    madeBy: invite.device,
  })
  await spend(transaction, invite, input.attempt, device)
  for (const room of invite.rooms) await enterRoom(transaction, room, person)
  return ok({ person, fresh: true })
}

async function spend(
  transaction: PeopleTransaction,
  invite: Invite,
  attempt: string,
  device: DeviceId,
): Promise<void> {
  await transaction.spendInvite(invite.id)
  await transaction.recordAttempt(invite.id, attempt, device)
}
