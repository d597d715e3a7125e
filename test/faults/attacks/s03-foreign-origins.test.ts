import { askAdmin } from '../../support/server/ask-admin.ts'
import { connectPacket, openRaw, upgradeRequest } from '../../support/server/raw-socket.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { joinAs, newAttempt } from '../../support/server/test-client.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import type { Random } from '../harness/random.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { askHttp } from './ask-http.ts'
import { complaintsOf } from './watch-server.ts'

interface Size {
  /** Origins put together at random, beside those of the list. */
  random: number
}

/** Lines of the header `Origin`; none: a program. */
type Origin = readonly string[]

const chromeId = 'abcdefghijklmnopabcdefghijklmnop'
const firefoxId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
const ours: readonly Origin[] = [[], [`chrome-extension://${chromeId}`], [`moz-extension://${firefoxId}`]]

const foreign = (url: string): Origin[] =>
  [
    ...[url, url.replace('127.0.0.1', 'localhost'), 'http://evil.example', 'https://evil.example:8443'],
    ...[
      'null',
      '',
      'file://',
      'file:///',
      'data:',
      'data:text/html,x',
      'blob:https://evil.example/1',
      'about:blank',
    ],
    ...[
      'HTTPS://EVIL.EXAMPLE',
      'https://evil.example.',
      'https://a:b@evil.example',
      'https://xn--e1awd7f.example',
    ],
    ...[
      'https://chrome-extension',
      `https://chrome-extension:${chromeId}`,
      `https://${chromeId}.evil.example`,
    ],
    ...[
      'chrome-extension://',
      'chrome-extension:',
      `chrome-extension:/${chromeId}`,
      `chrome-extension:${chromeId}`,
    ],
    ...[`CHROME-EXTENSION://${chromeId}`, `Moz-Extension://${firefoxId}`, `xchrome-extension://${chromeId}`],
    ...[
      `chrome-extension://${chromeId}.`,
      `chrome-extension://${chromeId}/`,
      `chrome-extension://${chromeId}:443`,
    ],
    ...[`chrome-extension://${chromeId}@evil.example`, `chrome-extension://x:y@${chromeId}`],
    ...[
      `https://evil.example chrome-extension://${chromeId}`,
      `chrome-extension://${chromeId} https://evil.example`,
    ],
    ...[
      `safari-web-extension://${firefoxId}`,
      `ms-browser-extension://${chromeId}`,
      'resource://gre',
      'chrome://new-tab',
    ],
  ]
    .map((line) => [line])
    .concat([
      ['https://evil.example', `chrome-extension://${chromeId}`],
      [`chrome-extension://${chromeId}`, 'https://evil.example'],
    ])

/** An extension's only where each part is plain: known by how it was put together, and not by a pattern. */
function randomOrigin(random: Random): { origin: Origin; isOurs: boolean } {
  const scheme = random.pick([
    'chrome-extension',
    'moz-extension',
    'http',
    'https',
    'Chrome-extension',
    'extension',
  ])
  const middle = random.pick(['://', '://', '://', ':', ':/', ':///', '://a@'])
  const host = random.pick([chromeId, firefoxId, 'evil.example', '[::1]', `${chromeId}.evil.example`, 'x%2e'])
  const rest = random.pick(['', '', '', '.', '/', ':80', '?', '#', '%00', ', null'])
  const plain = [chromeId, firefoxId].includes(host) && middle === '://' && rest === ''
  const isOurs = plain && ['chrome-extension', 'moz-extension'].includes(scheme)
  return { origin: [`${scheme}${middle}${host}${rest}`], isOurs }
}

interface Target {
  server: SpawnedServer
  secret: string
  token: string
  violations: Violation[]
}

/** Each body as a page's form, or a script without a preflight, could send it; `json` needs a preflight. */
const bodies: Record<string, (json: string) => { type: string | undefined; body: string }> = {
  json: (json) => ({ type: 'application/json', body: json }),
  // `<form enctype="text/plain"><input name='{"invite":…,"x":"' value='"}'>`
  text: (json) => ({ type: 'text/plain', body: `${json}=\r\n` }),
  none: (json) => ({ type: undefined, body: json }),
  encoded: (json) => ({
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(JSON.parse(json) as Record<string, string>).toString(),
  }),
  parts: (json) => ({
    type: 'multipart/form-data; boundary=b',
    body: `--b\r\ncontent-disposition: form-data; name="json"\r\n\r\n${json}\r\n--b--\r\n`,
  }),
  'text that says JSON': (json) => ({ type: 'text/plain; x=application/json', body: json }),
}

const headerOf = (origin: Origin): Record<string, string[]> =>
  origin.length === 0 ? {} : { origin: [...origin] }

const say = (origin: Origin): string =>
  origin.length === 0 ? 'no origin' : JSON.stringify(origin.join(' + '))

/** Tries to come in by `POST /api/join`, in every kind of body. Answers how many came in. */
async function tryJoins(
  { server, secret, violations }: Target,
  origin: Origin,
  isOurs: boolean,
): Promise<number> {
  let joined = 0
  for (const [kind, bodyOf] of Object.entries(bodies)) {
    const { type, body } = bodyOf(
      JSON.stringify({ invite: secret, attempt: newAttempt(), name: `P ${newAttempt()}` }),
    )
    const { status, headers } = await askHttp(server.port, {
      method: 'POST',
      path: '/api/join',
      headers: { ...headerOf(origin), ...(type === undefined ? {} : { 'content-type': type }) },
      body,
    })
    if (status === 200) joined += 1
    const may = isOurs && kind === 'json'
    if ((status === 200) !== may)
      violations.push({ kind: 'admitted', what: `${say(origin)} joins with ${kind}: ${status}` })
    if (!isOurs && headers['access-control-allow-origin'] !== undefined)
      violations.push({ kind: 'leaked', what: `${say(origin)} may read what a join answers` })
  }
  return joined
}

/** What a browser asks first, and what Socket.IO's other transport would take from a form. */
async function tryOthers({ server, violations }: Target, origin: Origin, isOurs: boolean): Promise<void> {
  const asked = await askHttp(server.port, {
    method: 'OPTIONS',
    path: '/api/join',
    headers: { ...headerOf(origin), 'access-control-request-method': 'POST' },
  })
  if (asked.headers['access-control-allow-origin'] !== undefined && !isOurs)
    violations.push({ kind: 'admitted', what: `${say(origin)} is allowed to ask` })
  for (const method of ['GET', 'POST']) {
    const path = '/socket.io/?EIO=4&transport=polling'
    const { status } = await askHttp(server.port, {
      method,
      path,
      headers: { ...headerOf(origin), 'content-type': 'text/plain' },
      ...(method === 'POST' ? { body: '40' } : {}),
    })
    if (status < 400)
      violations.push({ kind: 'admitted', what: `${say(origin)} polls with ${method}: ${status}` })
  }
}

/** Asks for a WebSocket, signs in and sends a message, with a token that is good. */
async function trySocket(
  { server, token, violations }: Target,
  origin: Origin,
  isOurs: boolean,
): Promise<void> {
  const lines = origin.map((line) => `Origin: ${line}`)
  const raw = await openRaw(server.port, upgradeRequest(undefined, lines))
  const upgraded = raw.head().startsWith('HTTP/1.1 101')
  let signedIn = false
  let answered = false
  if (upgraded) {
    raw.onText((text) => {
      signedIn ||= text.startsWith('40')
      answered ||= text.startsWith('431')
    })
    raw.send(connectPacket(token))
    await raw.until(() => signedIn)
    const input = { room: 'general', id: newAttempt(), kind: 'message', body: { text: say(origin) } }
    raw.send(`421${JSON.stringify(['append', input])}`)
    await raw.until(() => answered)
  }
  raw.destroy()
  if (upgraded !== isOurs || answered !== isOurs)
    violations.push({
      kind: 'admitted',
      what: `${say(origin)}: upgraded ${upgraded}, its message answered ${answered}`,
    })
}

async function attack({ size, random, onEnd }: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0', BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }
  const server = await spawnServer({ ...options, env })
  onEnd(() => server.stop('SIGKILL'))
  const { token } = await joinAs(server.url, server.invite, 'Owner')
  const { link } = await askAdmin(server, 'invite', { rooms: ['general'], uses: 100_000, expiresAt: null })
  const violations: Violation[] = []
  const target = { server, secret: new URL(link).hash.slice(1), token, violations }
  const all = [
    ...ours.map((origin) => ({ origin, isOurs: true })),
    ...foreign(server.url).map((origin) => ({ origin, isOurs: false })),
    ...Array.from({ length: size.random }, () => randomOrigin(random)),
  ]
  let joined = 0
  for (const { origin, isOurs } of all) {
    joined += await tryJoins(target, origin, isOurs)
    await tryOthers(target, origin, isOurs)
    await trySocket(target, origin, isOurs)
  }
  const allowed = all.filter(({ isOurs }) => isOurs).length
  const people = await askAdmin(server, 'person-list', {})
  const [room] = await askAdmin(server, 'room-list', {})
  violations.push(...complaintsOf(server))
  return {
    runs: all.length,
    sends: all.length * 4,
    violations,
    figures: [
      { what: 'joined', value: joined, limit: allowed, unit: 'times' },
      { what: 'people stored', value: people.length, limit: allowed + 1, unit: 'people' },
      // Each who joins is an entry, and each allowed origin sent one message.
      { what: 'entries stored', value: room?.entries ?? Infinity, limit: allowed * 2 + 1, unit: 'entries' },
    ],
  }
}

faultRow<Size>({
  row: 'S3',
  fault: 'web pages of every origin connect, join and send forms',
  sizes: { fast: { random: 20 }, full: { random: 1_000 } },
  timeout: 300_000,
  run: (run) => attack(run, {}),
  control: {
    without: 'the check of the origin',
    size: { random: 0 },
    run: (run) => {
      const trusting = serverWithout([
        {
          file: 'server/gateway/origin.js',
          find: 'export const mayAsk = (origin) => origin === undefined || isExtension(origin);',
          put: 'export const mayAsk = () => true;',
        },
      ])
      run.onEnd(trusting.remove)
      return attack(run, { program: trusting.program })
    },
  },
})
