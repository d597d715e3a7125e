import type { Action } from '../../../protocol/action.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import { failAction, type ActionFailure } from '../../shared/action-failure.ts'
import { hostReach } from '../../shared/host-reach.ts'

/** Who clicked is waiting; a service that is up answers in less. */
const HTTP_TIMEOUT_MS = 10_000

export interface RunActionDeps {
  /** Address of the server that the messages come from; undefined: this browser has left it. */
  server: () => string | undefined
  openTab: (url: string) => Promise<void>
  request: typeof fetch
  /** `same-origin` where a request across origins would name this installation in its `Origin`. */
  mode: RequestMode
  /** Site access was given for this address. Without it a `same-origin` request does not leave the browser. */
  mayReach: (url: string) => Promise<boolean>
}

type Outcome = Result<{ status: number | undefined }, ActionFailure>
type HttpAction = Extract<Action, { type: 'http' }>

export type RunAction = (action: Action) => Promise<Outcome>

/** Carries out what a publisher offered and a person clicked, after they saw where it leads. */
export function createRunAction(deps: RunActionDeps): RunAction {
  const running = new Map<string, Promise<Outcome>>()

  /** A request is sent once. A second press while it is on its way, here or in another window, gets the outcome of the first. */
  function sendOnce(action: HttpAction): Promise<Outcome> {
    const key = JSON.stringify([action.method, action.url, action.body])
    const sent = running.get(key) ?? sendHttp(action, deps).finally(() => void running.delete(key))
    running.set(key, sent)
    return sent
  }

  return async (action) => {
    if (action.type === 'copy') return fail('malformed', 'Copying is done where it was clicked.')
    if (action.type === 'http') return sendOnce(action)
    if (!/^https?:$/.test(new URL(action.url).protocol))
      return fail('malformed', 'Only web pages can be opened.')
    try {
      await deps.openTab(action.url)
      return ok({ status: undefined })
    } catch {
      return fail('unavailable', 'The browser did not open a tab.')
    }
  }
}

/** The server itself: of all that runs on the reader's computer the one thing that its messages may reach. */
const isServer = (url: URL, server: string | undefined): boolean =>
  server !== undefined && new URL(server).origin === url.origin

/** Undefined: it may be sent. */
function refusal(url: URL, server: string | undefined): Outcome | undefined {
  const { protocol, host } = url
  const isOwn = hostReach(url.hostname) === 'loopback'
  if (isOwn && !isServer(url, server)) {
    const message = `This button leads to ${host}, which is this computer, so it was not sent.`
    return failAction('malformed', message, { kind: 'own-computer', host })
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && isOwn)) {
    const message = `This button leads to ${host} without encryption, so it was not sent.`
    return failAction('malformed', message, { kind: 'unencrypted', host })
  }
  return undefined
}

/**
 * Sent from the reader's own place, maybe inside of a network that the publisher cannot reach. So nothing of the reader
 * goes along (no cookies, no sign-in, no referrer, no header of ours but the type of a text, no address of this
 * installation), the answer's text is not read, and a redirect cannot lead elsewhere than the host that was shown. Plain
 * `http:` could be read and changed on its way, and devices of a home network seldom have a certificate, so that a button
 * cannot be made to press theirs. On the reader's own machine it goes to the server alone, where that runs there too: an
 * extension with site access may send what a web page may not, and what listens on a loopback address often asks nobody
 * who they are.
 */
async function sendHttp(
  action: HttpAction,
  { request, server, mode, mayReach }: RunActionDeps,
): Promise<Outcome> {
  const url = new URL(action.url)
  const { host } = url
  const refused = refusal(url, server())
  if (refused !== undefined) return refused
  if (mode === 'same-origin' && !(await mayReach(action.url))) {
    const message = `Without site access ${host} would learn an address of this installation, so it was not sent.`
    return failAction('malformed', message, { kind: 'no-access', host })
  }
  const body = action.method === 'GET' ? undefined : action.body
  try {
    const response = await request(action.url, {
      mode,
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
    return failAction('unavailable', message, { kind: 'perhaps-done', host })
  }
}
