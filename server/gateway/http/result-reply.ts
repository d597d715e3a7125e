import type { FastifyReply } from 'fastify'
import type { ErrorCode } from '../../../protocol/error-code.ts'
import { fail, type Result } from '../../../protocol/result.ts'

/** The status of each failure. A new code does not compile until it has one. */
const statusOf: Record<ErrorCode, number> = {
  unauthorized: 401,
  protocol: 400,
  malformed: 400,
  too_large: 413,
  unknown_room: 404,
  forbidden: 403,
  deleted: 410,
  device_limit: 409,
  rate_limited: 429,
  storage_full: 507,
  unavailable: 503,
  invite_unknown: 404,
  invite_expired: 410,
  invite_used: 410,
  invite_revoked: 410,
  name_taken: 409,
}

/** Sends a result as JSON. `status`: where HTTP has a more particular one than the failure's code. */
export function replyResult(
  reply: FastifyReply,
  result: Result<unknown>,
  status = result.ok ? 200 : statusOf[result.error.code],
): FastifyReply {
  return reply.code(status).send(result)
}

/** The answer where nothing is: the closed list has no code of its own for it. */
export const replyNotFound = (reply: FastifyReply, message: string): FastifyReply =>
  replyResult(reply, fail('malformed', message), 404)

/** The code for a status that Fastify chose. */
export function codeOf(status: number): ErrorCode {
  if (status === 413) return 'too_large'
  return status < 500 ? 'malformed' : 'unavailable'
}
