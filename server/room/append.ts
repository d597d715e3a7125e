import type { Entry } from '../../protocol/entry.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { LogInfo, LogTransaction } from './store.ts'

export type AppendInput = CommandInput<'append'> & { person: string; device: string }

/** The one sentence for "no such room" and "not a member": the two are not told apart. */
export const unknownRoom = (room: string) =>
  fail('unknown_room', `there is no room "${room}", or you are not a member of it`)

/**
 * Adds a message or a claim to a room's log. The same `id` from the same device again gets the place of the first
 * (SPEC 3.3), and so does a claim of what somebody has already (SPEC 8.4).
 */
export async function append(
  transaction: LogTransaction,
  input: AppendInput,
): Promise<Result<CommandValue<'append'>>> {
  const { room, person, device, id, kind, body } = input
  const log = await transaction.findLog(room)
  const author = await transaction.findMember(room, person)
  if (log === undefined || author === undefined) return unknownRoom(room)
  const first = await transaction.findPlace(room, device, id)
  if (first !== undefined) return ok({ ...first, logId: log.logId })
  const entry = { room, author: { id: author.id, name: author.name }, device, id, kind, body }
  if (input.kind === 'claim') {
    const { seq } = input.body
    if ((await transaction.findEntry(room, seq))?.kind !== 'message') {
      return fail('malformed', `body.seq: entry ${seq} of this room is no message, or is not kept any more`)
    }
    const claim = await transaction.findClaim(room, seq)
    if (claim !== undefined) return ok({ ...claim, logId: log.logId })
    return ok(placeOf(await transaction.append({ ...entry, claims: seq }), log))
  }
  return ok(placeOf(await transaction.append({ ...entry, quiet: input.body.priority === 1 }), log))
}

const placeOf = ({ seq, at }: Entry, { logId }: LogInfo): CommandValue<'append'> => ({ seq, at, logId })
