import { randomBytes } from 'node:crypto'
import type { LogId, RoomId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { LogTransaction } from './store.ts'
import { refuse, type Refusal } from './write.ts'

/** Random, so that no two logs are ever taken for one (SPEC 2.4). */
export const createLogId = (): LogId => randomBytes(12).toString('base64url')

/** Makes an empty room. `id` and `name` have been checked against the protocol's schemas. */
export async function createRoom(
  transaction: LogTransaction,
  { id, name }: { id: RoomId; name: string },
): Promise<Result<{ id: RoomId; name: string }, Refusal>> {
  if ((await transaction.findLog(id)) !== undefined) {
    return refuse(`there is a room "${id}" already`)
  }
  await transaction.createLog({ id, name, logId: createLogId() })
  return ok({ id, name })
}
