import * as v from 'valibot'
import { failureSchema } from '../../../protocol/error-code.ts'
import { joinValueSchema, type JoinRequest, type JoinValue } from '../../../protocol/join.ts'
import type { Failure, Result } from '../../../protocol/result.ts'

/** An answer that takes longer counts as none; the same attempt can be tried again. */
const JOIN_TIMEOUT_MS = 15_000
/** An answer is some hundred bytes, and some more with a thousand rooms. More than this counts as none. */
const ANSWER_MAX_BYTES = 1024 * 1024

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
    const answer = v.safeParse(answerSchema, JSON.parse(await readText(response, ANSWER_MAX_BYTES)))
    return answer.success ? answer.output : { ok: false, error: 'unreachable' }
  } catch {
    return { ok: false, error: 'unreachable' }
  }
}

/** Throws beyond `max` bytes and reads no further: a body without end must not fill the memory. */
async function readText(response: Response, max: number): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength
    if (bytes > max) {
      await reader.cancel()
      throw new Error(`The answer has more than ${max} bytes.`)
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}
