import { errorCodes, type ErrorCode } from '../../../protocol/error-code.ts'
import { fail } from '../../../protocol/result.ts'
import type { Refusal } from '../../room/write.ts'

/** What a write about devices was refused for, with its code if it has one. Without: the device was signed out meanwhile. */
export function asFailure(refusal: Refusal & { code?: unknown }) {
  const code = errorCodes.find((one): one is ErrorCode => one === refusal.code)
  return fail(code ?? 'unauthorized', refusal.message)
}
