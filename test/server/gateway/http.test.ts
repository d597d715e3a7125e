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
  ['a body over 64 KiB', () => post(`"${'x'.repeat(70_000)}"`), 413, 'too_large', /65536 bytes/],
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
    'a package that is not there',
    () => fetch(`${server.url}/get/..%2f..%2fpackage.json`),
    404,
    'malformed',
    /no such package/,
  ],
  ['a broken address', () => fetch(`${server.url}/get/%E0%A4%A`), 400, 'malformed', /not a valid url/],
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
