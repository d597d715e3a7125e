import { fail, type Failure, type Result } from '../../../protocol/result.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { Pauses } from '../connections/pauses.ts'
import type { Log } from '../log.ts'
import { checkHandshake } from './handshake.ts'
import type { Session } from './session.ts'

export interface AdmissionOptions {
  people: Pick<PeopleService, 'authenticate'>
  pauses: Pauses
  /** The answer to everything while the server stops. */
  stopping(): { error: Failure } | undefined
  log: Log
}

/** Who is behind a handshake from this address, or why they are not let in. */
export async function admit(
  auth: unknown,
  address: string,
  { people, pauses, stopping, log }: AdmissionOptions,
): Promise<Result<Session>> {
  const stop = stopping()
  if (stop !== undefined) return { ok: false, error: stop.error }
  try {
    const checked = await checkHandshake(auth, (token) => people.authenticate(token))
    if (!checked.ok) return checked
    const { id, device, person } = checked.value
    const left = Math.ceil(pauses.left(device) / 1_000)
    if (left > 0) return fail('rate_limited', `this device sent too much: it can come back in ${left} s`)
    return { ok: true, value: { token: id, device, person, address } }
  } catch (error) {
    log.error({ err: error }, 'a handshake failed')
    return fail('unavailable', 'the server could not do this: try again later')
  }
}
