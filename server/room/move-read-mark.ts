import type { PersonId, RoomId, Seq } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import { unknownRoom } from './append.ts'
import type { DeviceId } from './principal.ts'
import type { LogTransaction } from './store.ts'

export interface ReadMarkInput {
  room: RoomId
  person: PersonId
  device: DeviceId
  seq: Seq
}

/** Moves the person's read mark forward, at most to the head. The value is where it is then. */
export async function moveReadMark(
  transaction: LogTransaction,
  { room, person, device, seq }: ReadMarkInput,
): Promise<Result<{ seq: Seq }>> {
  const log = await transaction.findLog(room)
  const member = await transaction.findMember(room, person)
  if (log === undefined || member === undefined) return unknownRoom(room)
  const next = Math.min(seq, log.head)
  if (next <= member.seen) return ok({ seq: member.seen })
  await transaction.moveReadMark(room, person, next)
  transaction.emit({ type: 'seen', room, person, device, seq: next })
  return ok({ seq: next })
}
