import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  connectClient,
  joinAndConnect,
  joinAs,
  refusedHandshake,
  type TestClient,
} from '../../support/server/test-client.ts'

let server: StartedServer
let ann: Awaited<ReturnType<typeof joinAndConnect>>

beforeAll(async () => {
  server = await startServer()
  ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
})
afterAll(() => server.close())

/** Whatever the door was, nothing is stored and the server goes on. */
afterEach(async () => {
  const other = await connectClient(server.url, ann.token)
  expect(await other.call('range', { room: 'general', limit: 500 })).toMatchObject({
    ok: true,
    value: { head: 1 },
  })
  other.close()
})

const view = { type: 'view', label: 'Open', url: 'https://example.org' }
const http = { ...view, type: 'http', method: 'POST' }
const settings = {
  level: 'all',
  keywords: [] as string[],
  doNotDisturbUntil: null,
  quietHours: { on: false, days: [], from: '22:00', to: '08:00', timeZone: 'UTC' },
  urgent: false,
  sounds: false,
}
const withBody = (body: object) => ({ ...message, body: { text: 'hello', ...body } })
const withUrl = (url: unknown) => withBody({ actions: [{ ...view, url }] })
const person = (change: object) => ({ of: 'person', settings: { ...settings, ...change }, revision: 0 })
const claim = (about: unknown, body: unknown = {}) => ({ ...message, kind: 'claim', about, body })

const message = { room: 'general', id: 'x', kind: 'message', body: { text: 'hello' } }

it.each<[string, string, unknown, string, RegExp]>([
  ['nothing at all', 'append', undefined, 'malformed', /object/i],
  ['a string', 'append', 'hello', 'malformed', /object/i],
  ['a missing field', 'append', { ...message, id: undefined }, 'malformed', /id/],
  ['a field too many', 'append', { ...message, at: 1 }, 'malformed', /at/],
  ['another kind', 'append', { ...message, kind: 'join' }, 'malformed', /kind/],
  ['a body that is a list', 'append', { ...message, body: [] }, 'malformed', /body/],
  ['an id of odd letters', 'append', { ...message, id: 'a b' }, 'malformed', /an id is 1 to 64/],
  ['an empty text', 'append', { ...message, body: { text: ' \n' } }, 'malformed', /needs some text/],
  ['12,289 characters', 'append', { ...message, body: { text: 'x'.repeat(12_289) } }, 'too_large', /12288/],
  [
    '36,866 bytes',
    'append',
    { ...message, body: { text: `${'\u0001'.repeat(6144)}ab` } },
    'too_large',
    /36864/,
  ],
  [
    '60,000 characters',
    'append',
    { ...message, body: { text: 'x'.repeat(60_000) } },
    'too_large',
    /at most 12288/,
  ],
  ['an unknown room', 'append', { ...message, room: 'nowhere' }, 'unknown_room', /no room "nowhere"/],
  ['a room that is no slug', 'append', { ...message, room: '../x' }, 'malformed', /a room is/],
  ['both bounds', 'range', { room: 'general', after: 0, before: 9, limit: 1 }, 'malformed', /give one of/],
  ['no limit', 'range', { room: 'general' }, 'malformed', /limit/],
  ['a limit of 501', 'range', { room: 'general', limit: 501 }, 'malformed', /limit/],
  ['a fraction', 'range', { room: 'general', after: 0.5, limit: 1 }, 'malformed', /after/],
  ['an unknown room to read', 'range', { room: 'nowhere', limit: 1 }, 'unknown_room', /no room/],
  ['a negative mark', 'seen', { room: 'general', seq: -1 }, 'malformed', /seq/],
  ['a mark in an unknown room', 'seen', { room: 'nowhere', seq: 1 }, 'unknown_room', /no room/],
  ['an unknown signal', 'signal', { room: 'general', kind: 'shout' }, 'malformed', /kind/],
  ['a signal to an unknown room', 'signal', { room: 'nowhere', kind: 'typing' }, 'unknown_room', /no room/],
  ['arguments where none are taken', 'rooms', { all: true }, 'malformed', /all/],
  ['a command that is not there', 'drop', {}, 'malformed', /no command "drop"/],
  ["a command of the language's own", 'constructor', {}, 'malformed', /no command/],
  ['priority 0', 'append', { ...message, priority: 0 }, 'malformed', /a priority is 1, 2, 3, 4 or 5/],
  ['priority 6', 'append', { ...message, priority: 6 }, 'malformed', /priority: a priority is/],
  ['a priority as text', 'append', { ...message, priority: '5' }, 'malformed', /a priority is/],
  ['a title of 121 characters', 'append', withBody({ title: 'x'.repeat(121) }), 'too_large', /at most 120/],
  ['an empty title', 'append', withBody({ title: ' ' }), 'malformed', /a title cannot be empty/],
  ['a title of two lines', 'append', withBody({ title: 'a\nb' }), 'malformed', /a title is one line/],
  ['4 actions', 'append', withBody({ actions: Array(4).fill(view) }), 'too_large', /at most 3 actions/],
  [
    'an action of another type',
    'append',
    withBody({ actions: [{ ...view, type: 'run' }] }),
    'malformed',
    /type/,
  ],
  ['a script', 'append', withUrl('javascript:alert(1)'), 'malformed', /actions\.0\.url: an address begins/],
  ['data to open', 'append', withUrl('data:text/html,x'), 'malformed', /an address begins/],
  ['a file to open', 'append', withUrl('file:///etc/passwd'), 'malformed', /an address begins/],
  ['a password', 'append', withUrl('https://user:pass@example.org'), 'malformed', /no name or password/],
  ['a name before a host', 'append', withUrl('https://example.com@evil.example'), 'malformed', /no name/],
  ['no host', 'append', withUrl('https://:80'), 'malformed', /valid host/],
  ['an address of 2,049 characters', 'append', withUrl(`https://${'x'.repeat(2041)}`), 'too_large', /2048/],
  [
    'a script to fetch',
    'append',
    withBody({ actions: [{ ...http, url: 'javascript:1' }] }),
    'malformed',
    /url/,
  ],
  [
    'a GET with a body',
    'append',
    withBody({ actions: [{ ...http, method: 'GET', body: 'x' }] }),
    'malformed',
    /GET/,
  ],
  ['headers', 'append', withBody({ actions: [{ ...http, headers: {} }] }), 'malformed', /headers/],
  ['a priority in the body', 'append', withBody({ priority: 5 }), 'malformed', /body\.priority/],
  ['a message about another', 'append', { ...message, about: 1 }, 'malformed', /about/],
  ['a claim with a priority', 'append', { ...claim(1), priority: 5 }, 'malformed', /priority/],
  ['a claim of nothing', 'append', claim(undefined), 'malformed', /about/],
  ['a claim with a text', 'append', claim(1, { text: 'x' }), 'malformed', /text/],
  ['a claim before the first', 'append', claim(0), 'malformed', /about/],
  ['a join', 'append', { ...message, kind: 'join', body: {} }, 'malformed', /kind/],
  ['a claim of a join', 'append', claim(1), 'malformed', /entry 1 of this room is no message/],
  ['settings of nobody', 'change-settings', { settings }, 'malformed', /of/],
  ['settings of somebody else', 'change-settings', { ...person({}), person: 'x' }, 'malformed', /person/],
  ['another level', 'change-settings', person({ level: 'some' }), 'malformed', /settings\.level/],
  ['no revision', 'change-settings', { of: 'person', settings }, 'malformed', /revision/],
  ['51 keywords', 'change-settings', person({ keywords: Array(51).fill('x') }), 'too_large', /50 keywords/],
  ['a long keyword', 'change-settings', person({ keywords: ['x'.repeat(65)] }), 'too_large', /at most 64/],
  [
    'an unknown time zone',
    'change-settings',
    person({ quietHours: { ...settings.quietHours, timeZone: 'Mars' } }),
    'malformed',
    /no time zone "Mars"/,
  ],
  [
    'settings for an unknown room',
    'change-settings',
    { of: 'room', room: 'nowhere', settings: { level: null, mutedUntil: null }, revision: 0 },
    'unknown_room',
    /no room "nowhere"/,
  ],
  ['arguments for settings', 'settings', { person: 'x' }, 'malformed', /person/],
])('refuses %s (%s)', async (_what, name, input, code, sentence) => {
  const result = await ann.client.call(name as 'append', input)
  expect(result).toMatchObject({ ok: false, error: { code } })
  expect(result.ok ? '' : result.error.message).toMatch(sentence)
})

it('ignores a command that asks for no answer', async () => {
  ann.client.socket.emit('append', message)
  ann.client.socket.emit('drop')
  expect(await ann.client.call('rooms', {})).toMatchObject({ ok: true })
})

it.each<[string, string, unknown, RegExp]>([
  [
    '20,000 Korean characters',
    'append',
    { ...message, body: { text: '한'.repeat(20_000) } },
    /at most 12288/,
  ],
  ['a field of 70,000 bytes', 'rooms', { all: 'x'.repeat(70_000) }, /at most 65536 bytes/],
  ['a list of 70,000 bytes', 'append', Array(35_000).fill(1), /at most 65536 bytes/],
])('answers %s and keeps the connection', async (_what, name, input, sentence) => {
  const result = await ann.client.call(name as 'rooms', input)
  expect(result).toMatchObject({ ok: false, error: { code: 'too_large' } })
  expect(result.ok ? '' : result.error.message).toMatch(sentence)
  expect(ann.client.socket.connected).toBe(true)
})

it('ends only the connection that sends more than 80 KiB at once', async () => {
  const big = await connectClient(server.url, ann.token)
  big.socket.emit('append', { ...message, body: { text: 'x'.repeat(81 * 1024) } })
  await big.closed
  expect(await ann.client.call('rooms', {})).toMatchObject({ ok: true })
})

it('ends only the connection that sends binary: the wire has none', async () => {
  const binary = await connectClient(server.url, ann.token)
  binary.socket.emit('append', { ...message, body: { text: Buffer.from('hello') } })
  await binary.closed
  expect(await ann.client.call('rooms', {})).toMatchObject({ ok: true })
})

it.each<[string, unknown, string, RegExp]>([
  ['without credentials', undefined, 'malformed', /protocol version and a token/],
  ['with a token that is a number', { protocol: PROTOCOL, token: 5 }, 'malformed', /token/],
  ['with an unknown protocol', { protocol: 99, token: 'x' }, 'protocol', /version 1/],
  ['with a wrong token', { protocol: PROTOCOL, token: 'x'.repeat(43) }, 'unauthorized', /new invite/],
])('refuses a handshake %s', async (_what, auth, code, sentence) => {
  const refusal = await refusedHandshake(server.url, auth)
  expect(refusal).toMatchObject({ code })
  expect(refusal?.message).toMatch(sentence)
})

it.each(['http://127.0.0.1:1', 'https://example.org', 'null'])(
  'takes no connection from a page of %s',
  async (origin) => {
    const auth = { protocol: PROTOCOL, token: ann.token }
    expect(await refusedHandshake(server.url, auth, { origin })).toBeUndefined()
  },
)

it('takes a connection from an extension', async () => {
  const auth = { protocol: PROTOCOL, token: 'wrong' }
  const headers = { origin: 'moz-extension://0b0f5bd0-0b7e-4c59-9d3b-1e6a2c1d7f11' }
  expect(await refusedHandshake(server.url, auth, headers)).toMatchObject({ code: 'unauthorized' })
})

it('counts commands that ask for no answer', async () => {
  const limited = await startServer({ ratePerSecond: 2 })
  const { client } = await joinAndConnect(limited.url, limited.firstInvite, 'Ann')
  try {
    for (let count = 0; count < 8; count += 1) client.socket.emit('drop')
    expect(await client.call('rooms', {})).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
  } finally {
    client.close()
    await limited.close()
  }
})

it('limits the commands of a device, and only of that one', async () => {
  const limited = await startServer({ ratePerSecond: 2 })
  const clients: TestClient[] = []
  try {
    const { client } = await joinAndConnect(limited.url, limited.firstInvite, 'Ann')
    const { token } = await joinAs(limited.url, limited.firstInvite, 'Bob')
    const bob = await connectClient(limited.url, token)
    clients.push(client, bob)
    const results = await Promise.all(Array.from({ length: 9 }, () => client.call('settings', {})))
    expect(results.map(({ ok }) => ok)).toEqual([...Array<boolean>(8).fill(true), false])
    expect(results[8]).toMatchObject({ error: { code: 'rate_limited' } })
    expect(await bob.call('settings', {})).toMatchObject({ ok: true })
  } finally {
    for (const client of clients) client.close()
    await limited.close()
  }
})
