import { randomBytes } from 'node:crypto'
import { ok, type Result } from '../../protocol/result.ts'
import type { LogTransaction } from './store.ts'
import type { Refusal } from './write.ts'

/** Makes an empty room. `id` and `name` have been checked against the protocol's schemas. */
export async function createRoom(
  transaction: LogTransaction,
  { id, name }: { id: string; name: string },
): Promise<Result<{ id: string; name: string }, Refusal>> {
  if ((await transaction.findLog(id)) !== undefined) {
    return { ok: false, error: { message: `there is a room "${id}" already` } }
  }
  await transaction.createLog({ id, name, logId: randomBytes(12).toString('base64url') })
  return ok({ id, name })
}
