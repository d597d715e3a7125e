import { ok, type Result } from '../../../protocol/result.ts'
import type { Transport } from './transport.ts'

/** "I have it." The id makes a repeat by this device the same claim, also after an answer that was lost (SPEC 3.3). */
export async function claimMessage(
  send: Transport['send'],
  room: string,
  seq: number,
): Promise<Result<null>> {
  const answer = await send('append', { room, id: `claim-${seq}`, kind: 'claim', about: seq, body: {} })
  return answer.ok ? ok(null) : answer
}
