import { countsAsUnread, entryKinds, type KindRow } from '../../protocol/entry-kinds.ts'
import type { PersonId, RoomId, Seq } from '../../protocol/entry.ts'
import { URGENT_PER_HOUR } from '../../protocol/limits.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { DeviceId } from './principal.ts'
import type { LogInfo, LogTransaction } from './store.ts'

const HOUR_MS = 60 * 60_000

export type AppendInput = CommandInput<'append'> & { person: PersonId; device: DeviceId }

/** The one sentence for "no such room" and "not a member": nobody learns which of the two it is. */
export const unknownRoom = (room: RoomId) =>
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
    const answer = await checkAbout(transaction, log, { ...input, about })
    if (answer !== undefined) return answer
    await applyToAbout(transaction, { ...input, about })
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

type AboutInput = AppendInput & { about: Seq }

/** The answer to an entry that adds nothing: why it cannot be about this one, or the seq of the first one of its kind. */
async function checkAbout(
  transaction: LogTransaction,
  log: LogInfo,
  { kind, about, person, body }: AboutInput,
): Promise<Result<CommandValue<'append'>> | undefined> {
  const rules: KindRow = entryKinds[kind]
  const target = await transaction.findEntry(log.id, about)
  if (target?.kind !== 'message')
    return fail('malformed', `about: entry ${about} of this room is no message, or is not kept any more`)
  if (rules.once === 'about') {
    const first = await transaction.findAbout(log.id, about, kind)
    if (first !== undefined) return ok({ ...first, logId: log.logId })
  }
  if (!rules.aboutDeleted && (await transaction.findAbout(log.id, about, 'delete')) !== undefined)
    return fail('deleted', 'this message was deleted')
  if (rules.by === 'author' && target.author !== person)
    return fail('forbidden', 'only who wrote a message can edit or delete it')
  if (rules.most === 'any') return undefined
  if ('about' in rules.most) {
    if ((await transaction.countAbout(log.id, about, kind)) < rules.most.about) return undefined
    return fail('forbidden', `a message has at most ${rules.most.about} entries "${kind}" about it`)
  }
  if (body['on'] !== true || (await transaction.countPinned(log.id, about)) < rules.most.on) return undefined
  return fail('forbidden', `a room has at most ${rules.most.on} pinned messages: unpin one first`)
}

/** What an entry does to the stored one that it is about, or to what is known of it besides. */
async function applyToAbout(
  transaction: LogTransaction,
  { room, kind, about, body }: AboutInput,
): Promise<void> {
  const rules: KindRow = entryKinds[kind]
  if (kind === 'pin') await transaction.setPinned(room, about, body['on'] === true)
  if (!rules.blanks) return
  await transaction.blank(room, about)
  await transaction.setPinned(room, about, false)
}

/** Priority 5 disturbs whoever agreed to it, whatever they are doing: who may send it is up to the room, and how often is limited. */
async function refuseUrgent(
  transaction: LogTransaction,
  room: RoomId,
  person: PersonId,
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
