import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { joinAndConnect, postJoin } from '../../support/server/test-client.ts'

let server: StartedServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
afterEach(async () => {
  const health = await fetch(`${server.url}/health`)
  expect([health.status, await health.json()]).toEqual([200, { ok: true, protocol: 1 }])
})

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

it.each<[string, () => Promise<Response>, number, string, RegExp]>([
  ['a body that is no JSON', () => post('{"invite":'), 400, 'malformed', /not valid JSON/],
  ['an empty body', () => post(''), 400, 'malformed', /JSON/],
  ['a list', () => post('[]'), 400, 'malformed', /./],
  ['a form', () => post('a=b', { 'content-type': 'text/plain' }), 415, 'malformed', /application\/json/],
  ['a body over 8 KiB', () => post(`"${'x'.repeat(9_000)}"`), 413, 'too_large', /8192 bytes/],
  [
    'a long name',
    () => post(JSON.stringify({ invite: 'i', attempt: 'a'.repeat(16), name: 'x'.repeat(65) })),
    413,
    'too_large',
    /at most 64/,
  ],
  [
    'a page that is not there',
    () => fetch(`${server.url}/nope?secret=1`),
    404,
    'malformed',
    /nothing at GET \/nope$/,
  ],
  [
    'a body that no door takes',
    () =>
      fetch(`${server.url}/get`, {
        method: 'POST',
        body: '{"a":',
        headers: { 'content-type': 'application/json' },
      }),
    404,
    'malformed',
    /nothing at POST \/get$/,
  ],
  [
    'a package that is not there',
    () => fetch(`${server.url}/get/..%2f..%2fpackage.json`),
    404,
    'malformed',
    /no such package/,
  ],
  [
    'a broken address',
    () => fetch(`${server.url}/get/%E0%A4%A?secret=1`),
    400,
    'malformed',
    /^the address of this request is malformed or too long$/,
  ],
])('answers %s with a closed code', async (_what, ask, status, code, sentence) => {
  const response = await ask()
  const body = (await response.json()) as { error: { message: string } }
  expect({ status: response.status, body }).toMatchObject({ status, body: { ok: false, error: { code } } })
  expect(body.error.message).toMatch(sentence)
})

const preflight = (origin: string) =>
  fetch(`${server.url}/api/join`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })

it('lets extensions join across origins', async () => {
  for (const origin of ['chrome-extension://abcdefghijklmnop', 'moz-extension://0b0f5bd0-0b7e-4c59']) {
    const response = await preflight(origin)
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization')
    const refused = await postJoin(server.url, 'http://x/join#i', { name: 'X', origin })
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
  }
})

it.each<[string, string, string, number]>([
  ['no JSON', '{"invite":', 'application/json', 400],
  ['too much', `"${'x'.repeat(9_000)}"`, 'application/json', 413],
  ['a form', 'a=b', 'text/plain', 415],
])('lets an extension read why %s was refused', async (_what, body, type, status) => {
  const origin = 'moz-extension://0b0f5bd0-0b7e-4c59'
  const response = await post(body, { origin, 'content-type': type })
  expect(response.status).toBe(status)
  expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(
    (await post(body, { origin: 'https://example.org' })).headers.has('access-control-allow-origin'),
  ).toBe(false)
})

/** Sends bytes and reads all that comes until the server ends the connection. */
const raw = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.on('data', (data) => (answer += data.toString()))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })

it('answers what is no HTTP as what it is', async () => {
  const [head = '', body = ''] = (await raw(server.url, 'nonsense\r\n\r\n')).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/json/)
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`)
  expect(JSON.parse(body)).toMatchObject({ ok: false, error: { code: 'malformed' } })
})

it('ends a request that does not come to its end, and a connection without one', async () => {
  const hasty = await startServer({}, { requestTimeoutMs: 200 })
  try {
    const head =
      'POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n'
    for (const half of [head, `${head}\r\n{`]) {
      expect(await raw(hasty.url, half)).toMatch(/^HTTP\/1\.1 408 .*"unavailable"/s)
    }
    expect(await raw(hasty.url, '')).toMatch(/^HTTP\/1\.1 408 /)
  } finally {
    await hasty.close()
  }
})

it('lets no web page join, its own included', async () => {
  for (const origin of ['https://example.org', server.url, 'null', 'chrome-extension://a.example.org/']) {
    const response = await preflight(origin)
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null])
    const { status, result } = await postJoin(server.url, server.firstInvite, { name: 'Page', origin })
    expect({ status, result }).toMatchObject({ status: 401, result: { error: { code: 'unauthorized' } } })
  }
})

it('stops an address that guesses invites', async () => {
  const other = await startServer()
  try {
    const guess = () => postJoin(other.url, 'http://x/join#iguess', { name: 'Guesser' })
    for (let count = 0; count < 10; count += 1) expect((await guess()).status).toBe(404)
    const stopped = await guess()
    expect(stopped).toMatchObject({ status: 429, result: { ok: false, error: { code: 'rate_limited' } } })
  } finally {
    await other.close()
  }
})

it('counts connections, entries and commits, and names nobody', async () => {
  const { client } = await joinAndConnect(server.url, server.firstInvite, 'Countess')
  await client.append('a secret text')
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toMatch(/^backchannel_connections 1$/m)
  expect(metrics).toMatch(/^backchannel_connections_total 1$/m)
  expect(metrics).toMatch(/^backchannel_entries_total 2$/m)
  expect(metrics).toMatch(/^backchannel_commit_seconds_count \d+$/m)
  expect(metrics).toMatch(/^backchannel_joins_total 1$/m)
  expect(metrics).not.toMatch(/Countess|secret|general/)
  client.close()
})
