import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput } from '../../protocol/up.ts'
import { unknownRoom } from '../room/append.ts'
import type { AttentionTransaction } from './attention-store.ts'

export interface SetAttentionInput {
  person: string
  change: CommandInput<'set-attention'>
}

/**
 * Replaces one part of a person's settings (SPEC 8.6). Does nothing if that part was set after the change's `revision`: this is the repeat of
 * a change that was stored already, or another device was faster.
 */
export async function setAttention(
  transaction: AttentionTransaction,
  { person, change }: SetAttentionInput,
): Promise<Result<null>> {
  const room = change.of === 'room' ? change.room : undefined
  if (room !== undefined && (await transaction.findMember(room, person)) === undefined)
    return unknownRoom(room)
  if ((await transaction.findAttentionRevision(person, room)) > change.revision) return ok(null)
  if (change.of === 'person') await transaction.setPersonAttention(person, change.attention)
  else await transaction.setRoomAttention(change.room, person, change.attention)
  transaction.note({ type: 'attention', person })
  return ok(null)
}
