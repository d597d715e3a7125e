import { OPEN_LINKS_MAX } from '../../protocol/limits.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { refuse, type Refusal } from '../room/write.ts'
import type { NewInvite, PeopleTransaction } from './people-store.ts'
import { refuseAnotherDevice } from './tokens.ts'
import { findActivePerson, type PersonRef } from './find-person.ts'

export type CreateInviteInput = Omit<NewInvite, 'person'> & { person: PersonRef | null }

/**
 * Stores an invite. One of a start replaces those of earlier starts. A device that was signed out makes none. A device's
 * link beyond OPEN_LINKS_MAX of its person ends the oldest: the one on the screen works, however often somebody asks.
 */
export async function createInvite(
  transaction: PeopleTransaction,
  input: CreateInviteInput,
): Promise<Result<{ id: string }, Refusal>> {
  for (const room of input.rooms) {
    if ((await transaction.findLog(room)) === undefined) return refuse(`there is no room "${room}"`)
  }
  const person = input.person === null ? ok(null) : await findActivePerson(transaction, input.person)
  if (!person.ok) return person
  if (input.device !== null && (await transaction.findTokenOf(input.device)) === undefined) {
    return refuse('this browser was signed out')
  }
  if (person.value !== null) {
    const refusal = await refuseAnotherDevice(transaction, person.value.id)
    if (!refusal.ok) return refusal
    if (input.device !== null) await transaction.keepNewestLinks(person.value.id, OPEN_LINKS_MAX - 1)
  }
  if (input.fromStart) await transaction.revokeInvitesFromStart()
  await transaction.createInvite({ ...input, person: person.value?.id ?? null })
  return ok({ id: input.id })
}

/** Revokes an invite: nobody joins by it any more. Those who did stay. */
export async function revokeInvite(
  transaction: PeopleTransaction,
  { id }: { id: string },
): Promise<Result<{ id: string }, Refusal>> {
  const invite = await transaction.findInvite({ id })
  if (invite === undefined) return refuse(`there is no invite "${id}"`)
  await transaction.revokeInvite(id)
  return ok({ id })
}
