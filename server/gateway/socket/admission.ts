import { fail, type Failure, type Result } from '../../../protocol/result.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { ClientAddress } from '../client-address.ts'
import type { Pauses } from '../connections/pauses.ts'
import type { Log } from '../log.ts'
import type { Guards } from './guard-connections.ts'
import { checkHandshake } from './handshake.ts'
import { RefusedHandshake, type ClientSocket, type Session } from './session.ts'

export interface AdmissionOptions {
  people: Pick<PeopleService, 'authenticate'>
  pauses: Pauses
  guards: Pick<Guards, 'signedIn'>
  clientAddress: ClientAddress
  /** The answer to everything while the server stops. */
  stopping(): { error: Failure } | undefined
  log: Log
}

/** Lets the devices in whose handshake holds a known token; ends the connection of any other after its answer. */
export function createAdmission(options: AdmissionOptions) {
  const { guards, clientAddress } = options
  return (socket: ClientSocket, next: (error?: Error) => void): void => {
    const { conn, handshake } = socket
    void admit(handshake.auth, clientAddress(conn.request), options).then((admitted) => {
      if (!admitted.ok) {
        next(new RefusedHandshake(admitted.error))
        // After the refusal, which goes out in the next tick.
        setImmediate(() => conn.close())
        return
      }
      // It was cut while its token was checked.
      if (conn.readyState !== 'open') return
      socket.data.session = admitted.value
      guards.signedIn(conn, admitted.value)
      next()
    })
  }
}

/** Who is behind a handshake from this address, or why they are not let in. */
async function admit(
  auth: unknown,
  address: string,
  { people, pauses, stopping, log }: AdmissionOptions,
): Promise<Result<Session>> {
  const stop = stopping()
  if (stop !== undefined) return { ok: false, error: stop.error }
  try {
    const checked = await checkHandshake(auth, (token) => people.authenticate(token))
    if (!checked.ok) return checked
    const principal = checked.value
    const left = Math.ceil(pauses.left(principal.device) / 1_000)
    if (left > 0) return fail('rate_limited', `this device sent too much: it can come back in ${left} s`)
    return { ok: true, value: { principal, address } }
  } catch (error) {
    log.error({ err: error }, 'a handshake failed')
    return fail('unavailable', 'the server could not do this: try again later')
  }
}
