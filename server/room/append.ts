import { fail, ok, type Result } from '../../protocol/result.ts'
import { URGENT_PER_HOUR } from '../../protocol/limits.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { LogInfo, LogTransaction } from './store.ts'

const HOUR_MS = 60 * 60_000

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
  if (log === undefined) return unknownRoom(room)
  // Before who is a member: what is stored must not be told to be refused when its author was removed meanwhile.
  const first = await transaction.findPlace(room, device, id)
  if (first !== undefined) return ok({ ...first, logId: log.logId })
  const author = await transaction.findMember(room, person)
  if (author === undefined) return unknownRoom(room)
  const claims = input.kind === 'claim' ? input.body.seq : undefined
  const urgent = input.kind === 'message' && input.body.priority === 5
  if (urgent) {
    const refusal = await refuseUrgent(transaction, room, person)
    if (!refusal.ok) return refusal
  }
  const earlier = claims === undefined ? undefined : await findEarlier(transaction, log, claims)
  if (earlier !== undefined) return earlier
  // Written out, not spread: every message comes through here, and a spread cost 3 µs of its 18.
  const entry = await transaction.append({
    room,
    author: { id: author.id, name: author.name },
    device,
    id,
    kind,
    body,
    quiet: input.kind === 'message' && input.body.priority === 1,
    claims,
    urgent,
  })
  return ok({ seq: entry.seq, at: entry.at, logId: log.logId })
}

/** The answer to a claim that adds nothing: the place of an earlier one, or why there is nothing to claim. */
async function findEarlier(
  transaction: LogTransaction,
  log: LogInfo,
  message: number,
): Promise<Result<CommandValue<'append'>> | undefined> {
  if ((await transaction.findEntry(log.id, message))?.kind !== 'message') {
    return fail('malformed', `body.seq: entry ${message} of this room is no message, or is not kept any more`)
  }
  const claim = await transaction.findClaim(log.id, message)
  return claim && ok({ ...claim, logId: log.logId })
}

/** Priority 5 disturbs whoever agreed to it, whatever they are doing: who may send it is up to the room, and how often is limited. */
async function refuseUrgent(
  transaction: LogTransaction,
  room: string,
  person: string,
): Promise<Result<null>> {
  if (!(await transaction.maySendUrgent(room, person))) {
    return fail(
      'forbidden',
      'you may not send urgent messages (priority 5) to this room: send it with priority 4',
    )
  }
  if ((await transaction.countUrgent(room, person, Date.now() - HOUR_MS)) < URGENT_PER_HOUR) return ok(null)
  // Not `rate_limited`, which would have the sender keep it and hold back what they write after it.
  return fail(
    'forbidden',
    `a person sends at most ${URGENT_PER_HOUR} urgent messages (priority 5) an hour to a room: send it with priority 4`,
  )
}
