import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { Clock } from '../clock.ts'
import type { ConnectionState } from './connection-state.ts'
import type { Transport } from './transport.ts'

/** Leaving must not wait for a server that does not answer. */
const ANSWER_MS = 4_000

/** Ends this device's token on the server. `unauthorized`: the server does not know it any more, so nothing is left to end. */
export async function signOut(
  { state }: ConnectionState,
  send: Transport['send'],
  clock: Clock,
): Promise<Result<null>> {
  if (state === 'signed-out') return ok(null)
  if (state !== 'connected') return fail('unavailable', 'There is no connection to the server.')
  let cancel = (): void => undefined
  const silence = new Promise<Result<never>>((resolve) => {
    cancel = clock.after(ANSWER_MS, () => resolve(fail('unavailable', 'The server did not answer in time.')))
  })
  const answer = await Promise.race([send('sign-out', {}), silence])
  cancel()
  return answer.ok || answer.error.code === 'unauthorized' ? ok(null) : answer
}
