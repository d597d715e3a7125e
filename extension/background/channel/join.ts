import * as v from 'valibot'
import { failureSchema } from '../../../protocol/error-code.ts'
import { joinValueSchema, type JoinRequest, type JoinValue } from '../../../protocol/join.ts'
import type { Failure, Result } from '../../../protocol/result.ts'

/** An answer that takes longer counts as none; the same attempt can be tried again. */
const JOIN_TIMEOUT_MS = 15_000

const answerSchema = v.variant('ok', [
  v.object({ ok: v.literal(true), value: joinValueSchema }),
  v.object({ ok: v.literal(false), error: failureSchema }),
])

/**
 * `POST /api/join` (SPEC 5). Repeating a request with the same `attempt` is safe: it answers with the same device.
 * `unreachable`: no answer, or one that is not a Backchannel server's.
 */
export async function join(
  server: string,
  request: JoinRequest,
  post: typeof fetch,
): Promise<Result<JoinValue, Failure | 'unreachable'>> {
  try {
    const response = await post(`${server}/api/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      // A redirect would carry the invite somewhere that the link did not name.
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(JOIN_TIMEOUT_MS),
    })
    const answer = v.safeParse(answerSchema, await response.json())
    return answer.success ? answer.output : { ok: false, error: 'unreachable' }
  } catch {
    return { ok: false, error: 'unreachable' }
  }
}
