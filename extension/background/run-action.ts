import { isLoopback } from '../../protocol/invite-link.ts'
import type { Action } from '../../protocol/message.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'
import { failDeed, type DeedFailure } from '../bridge/deed-failure.ts'

/** Who clicked is waiting; a service that is up answers in less. */
const HTTP_TIMEOUT_MS = 10_000

export interface RunActionDeps {
  /** Address of the server that the messages come from; undefined: this browser has left it. */
  server: () => string | undefined
  openTab: (url: string) => Promise<void>
  request: typeof fetch
}

type Outcome = Result<{ status: number | undefined }, DeedFailure>
type HttpAction = Extract<Action, { type: 'http' }>

export type RunAction = (action: Action) => Promise<Outcome>

/** Carries out what a publisher offered and a person clicked, after they saw where it leads. */
export function createRunAction({ openTab, request, server }: RunActionDeps): RunAction {
  const running = new Map<string, Promise<Outcome>>()

  /** A second press of what is on its way, here or in another window, is told what becomes of the first: it is sent once. */
  function sendOnce(action: HttpAction): Promise<Outcome> {
    const key = JSON.stringify([action.method, action.url, action.body])
    const sent =
      running.get(key) ?? sendHttp(action, request, server()).finally(() => void running.delete(key))
    running.set(key, sent)
    return sent
  }

  return async (action) => {
    if (action.type === 'copy') return fail('malformed', 'Copying is done where it was clicked.')
    if (action.type === 'http') return sendOnce(action)
    if (!/^https?:$/.test(new URL(action.url).protocol))
      return fail('malformed', 'Only web pages can be opened.')
    try {
      await openTab(action.url)
      return ok({ status: undefined })
    } catch {
      return fail('unavailable', 'The browser did not open a tab.')
    }
  }
}

/**
 * Sent from the reader's own place, maybe inside of a network that the publisher cannot reach. So nothing of the reader
 * goes along (no cookies, no sign-in, no referrer, no header of ours but the type of a text), the answer's text is not
 * read, and a redirect cannot lead elsewhere than the host that was shown. Plain `http:` could be read and changed on its way,
 * and devices of a home network seldom have a certificate, so that a button cannot be made to press theirs. To the reader's
 * own machine it goes only where the server runs there too, as when one tries things out: an extension with site access may
 * send what a web page may not, and what listens on a loopback address often asks nobody who they are.
 */
async function sendHttp(
  action: HttpAction,
  request: typeof fetch,
  server: string | undefined,
): Promise<Outcome> {
  const { protocol, hostname, host } = new URL(action.url)
  const toOwn = isLoopback(hostname)
  if (toOwn && !(server !== undefined && isLoopback(new URL(server).hostname))) {
    const message = `This button leads to ${host}, which is this computer, so it was not sent.`
    return failDeed('malformed', message, { kind: 'own-computer', host })
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && toOwn)) {
    const message = `This button leads to ${host} without encryption, so it was not sent.`
    return failDeed('malformed', message, { kind: 'unencrypted', host })
  }
  const body = action.method === 'GET' ? undefined : action.body
  try {
    const response = await request(action.url, {
      method: action.method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'text/plain;charset=UTF-8' } }),
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(HTTP_TIMEOUT_MS),
    })
    void response.body?.cancel().catch(() => undefined)
    return ok({ status: response.status })
  } catch {
    // Without access to the site the browser hides the answer of one that does not allow it: it may have been done.
    const message = `${host} gave no answer that can be read. It may have been carried out.`
    return failDeed('unavailable', message, { kind: 'perhaps-done', host })
  }
}
