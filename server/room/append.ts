import { fail, ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { LogTransaction } from './store.ts'

export interface AppendInput extends CommandInput<'append'> {
  person: string
  device: string
}

/** The one sentence for "no such room" and "not a member": the two are not told apart. */
export const unknownRoom = (room: string) =>
  fail('unknown_room', `there is no room "${room}", or you are not a member of it`)

/** Adds a message to a room's log. The same `id` from the same device again gets the place of the first (SPEC 3.3). */
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
  const entry = await transaction.append({
    room,
    author: { id: author.id, name: author.name },
    device,
    id,
    kind,
    body,
  })
  return ok({ seq: entry.seq, at: entry.at, logId: log.logId })
}
