import { askAdmin } from '../../support/server/ask-admin.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { newAttempt } from '../../support/server/test-client.ts'
import { faultRow, type Figure, type Outcome, type Run } from '../harness/fault-row.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { askHttp } from './ask-http.ts'
import { complaintsOf } from './watch-server.ts'

interface Size {
  /** Invites that are redeemed, each this often at once. */
  invites: number
  atOnce: number
  guesses: number
  /** Guesses that claim another address each. */
  forged: number
}

/** Guesses that are under way at a time. */
const GUESSES_AT_ONCE = 200
/** Guesses that an address is answered to in a minute. */
const ANSWERED_MAX = 10

type Headers = Record<string, string>

/** `POST /api/join`; the answer's status. Each name is another one, or the second would be refused for its name. */
async function redeem({ port }: SpawnedServer, secret: string, headers: Headers = {}): Promise<number> {
  const { status } = await askHttp(port, {
    method: 'POST',
    path: '/api/join',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ invite: secret, attempt: newAttempt(), name: `P ${newAttempt()}` }),
  })
  return status
}

async function newSecret(server: SpawnedServer): Promise<{ id: string; secret: string; link: string }> {
  const { id, link } = await askAdmin(server, 'invite', { rooms: ['general'], uses: 1, expiresAt: null })
  return { id, link, secret: new URL(link).hash.slice(1) }
}

const usedOf = async (server: SpawnedServer, id: string): Promise<number> =>
  (await askAdmin(server, 'invite-list', {})).find((one) => one.id === id)?.used ?? Infinity

const counts = async (server: SpawnedServer) => ({
  people: (await askAdmin(server, 'person-list', {})).length,
  devices: (await askAdmin(server, 'token-list', {})).length,
})

/** On a server of its own: those who come too late count as guesses, and the limit would refuse the next. */
async function redeemAtOnce(run: Run<Size>, options: SpawnOptions): Promise<Violation[]> {
  const server = await spawnServer(options)
  run.onEnd(() => server.stop('SIGKILL'))
  const violations: Violation[] = []
  for (let round = 0; round < run.size.invites; round += 1) {
    // Another address in each round: a proxy that is believed says so.
    const headers = { 'x-forwarded-for': `198.51.100.${round + 1}` }
    const { id, secret } = await newSecret(server)
    const before = await counts(server)
    const tries = Array.from({ length: run.size.atOnce }, () => redeem(server, secret, headers))
    const joined = (await Promise.all(tries)).filter((status) => status === 200).length
    const after = await counts(server)
    const came = { people: after.people - before.people, devices: after.devices - before.devices }
    const used = await usedOf(server, id)
    if (joined !== 1 || came.people !== 1 || came.devices !== 1 || used !== 1)
      violations.push({
        kind: 'admitted',
        what: `one invite, ${run.size.atOnce} times at once: ${joined} answers, ${JSON.stringify(came)}, used ${used}`,
      })
  }
  return [...violations, ...complaintsOf(server)]
}

/** As a chat program that shows a preview, a scanner of mail or a browser that reads ahead would. */
async function readLink(server: SpawnedServer): Promise<Violation[]> {
  const { id, secret, link } = await newSecret(server)
  const before = await counts(server)
  const ahead: Headers[] = [
    {},
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch', 'x-moz': 'prefetch' },
  ]
  const paths = [`/join?${secret}`, `/join?invite=${secret}`, '/api/join', `/api/join?invite=${secret}`]
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
    for (const headers of ahead)
      for (const path of [new URL(link).pathname, ...paths])
        await askHttp(server.port, { method, path, headers })
  const after = await counts(server)
  const used = await usedOf(server, id)
  const changed = used !== 0 || JSON.stringify(before) !== JSON.stringify(after)
  // The link still lets somebody in: it was the reading that did nothing.
  const status = await redeem(server, secret)
  return [
    ...(changed
      ? [{ kind: 'admitted' as const, what: `who reads the link changes something: used ${used}` }]
      : []),
    ...(status === 200
      ? []
      : [{ kind: 'lost' as const, what: `an invite that was read is refused: ${status}` }]),
  ]
}

/** How many of these guesses were answered by anything but 429. */
async function guess(
  server: SpawnedServer,
  count: number,
  headers: (index: number) => Headers,
): Promise<number> {
  let answered = 0
  let next = 0
  const line = async (): Promise<void> => {
    while (next < count) {
      const index = (next += 1)
      const status = await redeem(server, `i${newAttempt().padEnd(43, 'x')}`, headers(index))
      if (status !== 429) answered += 1
    }
  }
  await Promise.all(Array.from({ length: GUESSES_AT_ONCE }, line))
  return answered
}

/** What somebody writes who wants to be taken for many. */
const forgedHeaders = (index: number): Headers => {
  const address = `203.0.${index >> 8}.${index & 255}`
  return {
    'x-forwarded-for': `${address}, 10.0.0.${index & 255}`,
    'x-real-ip': address,
    forwarded: `for=${address}`,
  }
}

async function attack(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { size, onEnd } = run
  const env = { BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }
  const behindProxy = { ...options, env: { ...env, TRUSTED_PROXIES: '127.0.0.1' } }
  // A server each: the guesses of one would use up what the other's address has.
  const guesses = async (what: string, count: number, headers: (index: number) => Headers) => {
    const server = await spawnServer({ ...options, env })
    onEnd(() => server.stop('SIGKILL'))
    const changed = await readLink(server)
    const value = await guess(server, count, headers)
    const figure: Figure = {
      what: `of ${count} ${what} answered`,
      value,
      limit: ANSWERED_MAX,
      unit: 'guesses',
    }
    return { violations: [...changed, ...complaintsOf(server)], figure }
  }
  const [violations, plain, forged] = await Promise.all([
    redeemAtOnce(run, behindProxy),
    guesses('guesses', size.guesses, () => ({})),
    guesses('guesses with forged addresses', size.forged, forgedHeaders),
  ])
  return {
    runs: size.invites * size.atOnce + size.guesses + size.forged,
    sends: 0,
    violations: [...violations, ...plain.violations, ...forged.violations],
    figures: [plain.figure, forged.figure],
  }
}

faultRow<Size>({
  row: 'S11',
  fault: 'one invite redeemed many times at once, read by programs, and guessed from forged addresses',
  sizes: {
    fast: { invites: 2, atOnce: 50, guesses: 1_000, forged: 300 },
    full: { invites: 50, atOnce: 50, guesses: 10_000, forged: 3_000 },
  },
  timeout: 300_000,
  run: (run) => attack(run, {}),
  control: {
    without: 'the limit of guesses',
    size: { invites: 0, atOnce: 0, guesses: 50, forged: 50 },
    run: (run) => {
      const patient = serverWithout([
        {
          file: 'server/gateway/http/guess-limit.js',
          find: 'const hasPlace = ({ guesses, running }) => guesses + running < GUESSES_MAX;',
          put: 'const hasPlace = () => true;',
        },
      ])
      run.onEnd(patient.remove)
      return attack(run, { program: patient.program })
    },
  },
})
