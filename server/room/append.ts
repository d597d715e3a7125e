import { countsAsUnread, entryKinds, type MemberKind } from '../../protocol/entry-kinds.ts'
import { URGENT_PER_HOUR } from '../../protocol/limits.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { LogInfo, LogTransaction } from './store.ts'

const HOUR_MS = 60 * 60_000

export type AppendInput = CommandInput<'append'> & { person: string; device: string }

/** The one sentence for "no such room" and "not a member": nobody learns which of the two it is. */
export const unknownRoom = (room: string) =>
  fail('unknown_room', `there is no room "${room}", or you are not a member of it`)

/**
 * Adds an entry of a kind that members append to a room's log, by the rules of the kind's row. The same `id` from the same
 * device again gets the seq of the first (SPEC 3.3), and so does a second one where the log holds one (SPEC 3.6).
 */
export async function append(
  transaction: LogTransaction,
  input: AppendInput,
): Promise<Result<CommandValue<'append'>>> {
  const { room, person, device, id, kind, about, priority, body } = input
  const log = await transaction.findLog(room)
  if (log === undefined) return unknownRoom(room)
  // Before who is a member: what is stored must not be refused when its author was removed meanwhile.
  const first = await transaction.findExistingSeq(room, device, id)
  if (first !== undefined) return ok({ ...first, logId: log.logId })
  const author = await transaction.findMember(room, person)
  if (author === undefined) return unknownRoom(room)
  if (priority === 5) {
    const refusal = await refuseUrgent(transaction, room, person)
    if (!refusal.ok) return refusal
  }
  if (about !== undefined) {
    const answer = await checkAbout(transaction, log, kind, about)
    if (answer !== undefined) return answer
  }
  // Written out, not spread: every message comes through here, and a spread cost 3 µs of its 18.
  const entry = await transaction.append({
    room,
    author: { id: author.id, name: author.name },
    device,
    id,
    kind,
    about,
    priority,
    body,
    unread: countsAsUnread(input),
  })
  return ok({ seq: entry.seq, at: entry.at, logId: log.logId })
}

/** The answer to an entry that adds nothing: why it cannot be about this one, or the seq of the first one of its kind. */
async function checkAbout(
  transaction: LogTransaction,
  log: LogInfo,
  kind: MemberKind,
  about: number,
): Promise<Result<CommandValue<'append'>> | undefined> {
  const rules = entryKinds[kind]
  if ((await transaction.findEntry(log.id, about))?.kind !== rules.about) {
    return fail(
      'malformed',
      `about: entry ${about} of this room is no ${rules.about}, or is not kept any more`,
    )
  }
  if (rules.once === 'no') return undefined
  const first = await transaction.findAbout(log.id, about, kind)
  return first && ok({ ...first, logId: log.logId })
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
  if ((await transaction.countUrgent(room, person, transaction.now - HOUR_MS)) < URGENT_PER_HOUR)
    return ok(null)
  // Not `rate_limited`, which would have the sender keep it and hold back what they write after it.
  return fail(
    'forbidden',
    `a person sends at most ${URGENT_PER_HOUR} urgent messages (priority 5) an hour to a room: send it with priority 4`,
  )
}
