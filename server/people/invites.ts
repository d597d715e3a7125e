import { ok, type Result } from '../../protocol/result.ts'
import type { Refusal } from '../room/write.ts'
import { nameKey } from './name-key.ts'
import type { NewInvite, PeopleTransaction } from './people-store.ts'

/** `person` is a name or an id. */
export type CreateInviteInput = NewInvite

export const refuse = (message: string): { ok: false; error: Refusal } => ({ ok: false, error: { message } })

/** Finds somebody by the name that people know, or by id. */
export async function findPersonByName(transaction: PeopleTransaction, name: string) {
  const byName = await transaction.findPerson({ nameKey: nameKey(name) })
  return byName ?? (await transaction.findPerson({ id: name }))
}

/** Stores an invite. `person` may be given by name. An invite of a start replaces those of earlier starts. */
export async function createInvite(
  transaction: PeopleTransaction,
  input: CreateInviteInput,
): Promise<Result<{ id: string }, Refusal>> {
  for (const room of input.rooms) {
    if ((await transaction.findLog(room)) === undefined) return refuse(`there is no room "${room}"`)
  }
  let person = null
  if (input.person !== null) {
    person = (await findPersonByName(transaction, input.person))?.id ?? null
    if (person === null) return refuse(`nobody here is called "${input.person}"`)
  }
  if (input.fromStart) await transaction.revokeInvitesFromStart()
  await transaction.createInvite({ ...input, person })
  return ok({ id: input.id })
}

/** Takes an invite back: nobody joins by it any more. Those who did stay. */
export async function revokeInvite(
  transaction: PeopleTransaction,
  { id }: { id: string },
): Promise<Result<{ id: string }, Refusal>> {
  const invite = await transaction.findInvite({ id })
  if (invite === undefined) return refuse(`there is no invite "${id}"`)
  await transaction.revokeInvite(id)
  return ok({ id })
}
