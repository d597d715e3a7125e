import * as v from 'valibot'
import { handshakeSchema } from '../../../protocol/handshake.ts'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import type { Principal } from '../../room/principal.ts'

/** Checks what a client presents: the version first, since another one may present something else. */
export async function checkHandshake(
  auth: unknown,
  authenticate: (token: string) => Promise<Principal | undefined>,
): Promise<Result<Principal>> {
  const parsed = v.safeParse(handshakeSchema, auth)
  if (!parsed.success) return fail('malformed', 'the handshake needs a protocol version and a token')
  if (parsed.output.protocol !== PROTOCOL) {
    return fail(
      'protocol',
      `this server speaks version ${PROTOCOL} of the protocol: update the extension or the server`,
    )
  }
  const principal = await authenticate(parsed.output.token)
  return principal === undefined
    ? fail('unauthorized', 'this browser is not signed in here any more: ask for a new invite')
    : ok(principal)
}
