import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../../../server/admin/admin-client.ts'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { PING, rawFrame } from '../../support/server/raw-frame.ts'
import {
  openDeviceLine,
  openLine,
  openWebSocketLine,
  repeated,
  type RawLine,
} from '../../support/server/raw-line.ts'
import { connectPacket, upgradeRequest } from '../../support/server/raw-socket.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  connectClient,
  joinAndConnect,
  refusedHandshake,
  type TestClient,
} from '../../support/server/test-client.ts'
import { waitFor } from '../../support/wait-for.ts'

let server: StartedServer
let ann: Awaited<ReturnType<typeof joinAndConnect>>
let logged: string
const lines: RawLine[] = []
const clients: TestClient[] = []

const start = async (settings: Parameters<typeof startServer>[0], signInMs?: number): Promise<void> => {
  logged = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString()
      done()
    },
  })
  server = await startServer(settings, { log: pino({ level: 'warn' }, sink), ...(signInMs && { signInMs }) })
  ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  clients.push(ann.client)
}

beforeEach(() => start({}))
afterEach(async () => {
  for (const line of lines.splice(0)) line.close()
  for (const client of clients.splice(0)) client.close()
  await server.close()
})

const port = (): number => Number(new URL(server.url).port)
const signIn = (token: string): Buffer => rawFrame(connectPacket(token))

const open = async (): Promise<RawLine> => {
  const line = await openWebSocketLine(port())
  lines.push(line)
  return line
}

const openSignedIn = async (): Promise<RawLine> => {
  const line = await openDeviceLine(port(), ann.token)
  lines.push(line)
  return line
}

const connections = async (): Promise<number> => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^backchannel_connections (\d+)$/m.exec(metrics)?.[1])
}

const isFine = async (): Promise<void> => {
  expect(await ann.client.append('still here')).toMatchObject({ ok: true })
}

describe('what one client sends never ends the server', () => {
  it.each(['1', '-1', '1e308', '"error"', '"error",{"stack":1}', '"__proto__"', '"constructor"', '""'])(
    'a command called %s is answered malformed',
    async (name) => {
      const line = await openSignedIn()
      await line.write(rawFrame(`420[${name}]`))
      await waitFor(
        () => /430\[\{"ok":false,"error":\{"code":"malformed"/.test(line.received()),
        'the answer',
      )
      await line.write(rawFrame(`42[${name}]`))
      await isFine()
      expect(logged).toBe('')
    },
  )
})

describe('before somebody has signed in', () => {
  it.each<[string, Buffer]>([
    ['a namespace', rawFrame('40/admin,')],
    ['a command', rawFrame('420["rooms",{}]')],
    ['an attachment', rawFrame('451-0["append",{"_placeholder":true,"num":0}]')],
    ['bytes', rawFrame('x'.repeat(100), { opcode: 2 })],
    ['a ping of Engine.IO', rawFrame('2')],
    ['more than 8 KiB', rawFrame('x'.repeat(9_000))],
    ['two CONNECTs at once', repeated(2, signIn('x'.repeat(43)))],
  ])('%s ends the connection', async (_what, bytes) => {
    const line = await open()
    await line.write(bytes)
    await waitFor(() => line.ended(), 'the end')
    await isFine()
  })

  it('a refused CONNECT is answered, and ends the connection', async () => {
    const line = await open()
    await line.write(signIn('x'.repeat(43)))
    await waitFor(() => line.ended(), 'the end')
    expect(line.received()).toContain('"code":"unauthorized"')
  })

  it('who goes on sending after a refusal is ended, and not read for as long as it likes', async () => {
    const line = await open()
    await line.write(signIn('x'.repeat(43)))
    await waitFor(() => line.received().includes('"code":"unauthorized"'), 'the refusal')
    await line.write(repeated(500, rawFrame('421["rooms",{}]')))
    await waitFor(() => line.ended(), 'the end', 900)
    expect(logged).toContain('cut: does not end')
  })

  it('pings are not answered, so that nothing piles up for who does not read', async () => {
    const line = await open()
    const before = line.received().length
    await line.write(repeated(30, rawFrame('p'.repeat(100), { opcode: PING })))
    await isFine()
    expect(line.received()).toHaveLength(before)
  })

  it('a connection on which nobody signs in is ended', async () => {
    await server.close()
    await start({}, 200)
    const line = await open()
    await waitFor(() => line.ended(), 'the end', 2_000)
    expect(logged).toContain('cut: does not sign in')
    await isFine()
  })

  it('an upgrade of another address is ended', async () => {
    const line = await openLine(port())
    lines.push(line)
    await line.write(upgradeRequest('/other'))
    await waitFor(() => line.ended(), 'the end', 900)
  })

  it.each(['sid', '%73id', 's%69d'])('a second line for a connection is refused, by %s', async (name) => {
    const line = await open()
    await waitFor(() => line.received().includes('"sid"'), 'the greeting')
    const sid = /"sid":"([^"]+)"/.exec(line.received())?.[1] ?? ''
    const path = `/socket.io/?EIO=4&transport=websocket&${name}=${sid}`
    const second = await openLine(port())
    lines.push(second)
    await second.write(upgradeRequest(path))
    await waitFor(() => second.ended(), 'the refusal')
    expect(second.received()).toContain('400 Bad Request')
    const plain = await fetch(`${server.url}${path}`)
    expect(plain.status).toBe(400)
  })

  it('one address holds no more than its limit open, and others come in', async () => {
    await server.close()
    await start({ connectionsPerAddress: 5 })
    const held = await Promise.all(Array.from({ length: 20 }, open))
    await waitFor(() => held.filter((line) => !line.ended()).length <= 5, 'the refusals')
    expect(held.filter((line) => !line.ended()).length).toBeGreaterThan(0)
    // Of another address of this machine.
    clients.push(await connectClient(server.url, ann.token))
    expect(logged).toContain('too many connections of this address')
  })
})

describe('with a token', () => {
  it('a second CONNECT ends the connection, and makes no second socket', async () => {
    const line = await openSignedIn()
    expect(await connections()).toBe(2)
    await line.write(repeated(800, signIn(ann.token)))
    await waitFor(() => line.ended(), 'the end')
    await waitFor(async () => (await connections()) === 1, 'one connection is left')
  })

  it('a client that says that it goes does not stay below, where nothing ends it', async () => {
    const line = await openSignedIn()
    await line.write(rawFrame('41'))
    await waitFor(() => line.ended(), 'the end')
    await isFine()
  })

  it('many connections of a person send no more bytes than one, before anything is read', async () => {
    await server.close()
    await start({ ratePerSecond: 50 })
    const held: RawLine[] = []
    for (let count = 0; count < 6; count += 1) held.push(await openSignedIn())
    // 70 KB each: six times as much as one connection, and the person, may send at once.
    const large = rawFrame(`421["append",{"x":"${'x'.repeat(70_000)}"}]`)
    await Promise.all(held.map((line) => line.write(repeated(12, large))))
    await waitFor(() => held.some((line) => line.ended()), 'the cut')
    expect(logged).toContain('cut: too many bytes')
  })

  it('what somebody outside a room sends to it takes nothing from its members, and the answers show nothing of them', async () => {
    await server.close()
    await start({ ratePerSecond: 5 })
    await askServer(server.dataDir, { name: 'room-create', input: { id: 'secret', name: 'secret' } })
    await askServer(server.dataDir, { name: 'member-add', input: { room: 'secret', person: 'Ann' } })
    await ann.client.until('rooms')
    for (let count = 0; count < 8; count += 1) {
      const { client } = await joinAndConnect(server.url, server.firstInvite, `outsider ${count}`)
      clients.push(client)
      const asks = Array.from({ length: 18 }, () => client.call('signal', { room: 'secret', kind: 'typing' }))
      for (const answer of await Promise.all(asks)) {
        expect(answer).toMatchObject({ ok: false, error: { code: 'unknown_room' } })
      }
    }
    const sent = Array.from({ length: 15 }, (_, index) => ann.client.append(`${index}`, undefined, 'secret'))
    expect((await Promise.all(sent)).every(({ ok }) => ok)).toBe(true)
  })

  it('a ninth connection of a token ends the oldest one', async () => {
    const held: RawLine[] = []
    for (let count = 0; count < 8; count += 1) held.push(await openSignedIn())
    await ann.client.closed
    expect(held.some((line) => line.ended())).toBe(false)
    held.push(await openSignedIn())
    await waitFor(() => held[0]?.ended() === true, 'the oldest has ended')
    expect(held.slice(1).some((line) => line.ended())).toBe(false)
    await waitFor(async () => (await connections()) === 8, 'eight are left')
  })

  it('who goes on over the limit is cut, and has to wait when it comes back; others go on', async () => {
    await server.close()
    await start({ ratePerSecond: 5 })
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    clients.push(bob.client)
    const line = await openSignedIn()
    await line.write(repeated(500, rawFrame('421["settings",{}]')))
    await waitFor(() => line.ended(), 'the end')
    const refusal = await refusedHandshake(server.url, { protocol: PROTOCOL, token: ann.token })
    expect(refusal).toMatchObject({ code: 'rate_limited' })
    expect(refusal?.message).toMatch(/come back in [1-5] s/)
    expect(await bob.client.append('still here')).toMatchObject({ ok: true })
  })
})
