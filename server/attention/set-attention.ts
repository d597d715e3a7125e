import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput } from '../../protocol/up.ts'
import { unknownRoom } from '../room/append.ts'
import type { AttentionTransaction } from './attention-store.ts'

export interface SetAttentionInput {
  person: string
  change: CommandInput<'set-attention'>
}

/** Replaces one part of a person's settings; the last one wins (SPEC 8.6). */
export async function setAttention(
  transaction: AttentionTransaction,
  { person, change }: SetAttentionInput,
): Promise<Result<Record<string, never>>> {
  if (change.of === 'person') {
    await transaction.setPersonAttention(person, change.attention)
  } else {
    const { room, attention } = change
    if ((await transaction.findMember(room, person)) === undefined) return unknownRoom(room)
    await transaction.setRoomAttention(room, person, attention)
  }
  transaction.note({ type: 'attention', person })
  return ok({})
}
