import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { rawFrame } from '../../support/server/raw-frame.ts'
import { openDeviceLine } from '../../support/server/raw-line.ts'
import {
  addDevice,
  connectClient,
  joinAndConnect,
  postJoin,
  refusedHandshake,
} from '../../support/server/test-client.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const join = (name: string) => joinAndConnect(server.url, server.firstInvite, name)

describe('5.8 sign-out', () => {
  it('is answered, and then the connection ends and the token is dead', async () => {
    const bob = await join('Bob')
    expect(await bob.client.call('sign-out', {})).toEqual({ ok: true, value: {} })
    await bob.client.closed
    expect(await refusedHandshake(server.url, { protocol: 1, token: bob.token })).toMatchObject({
      code: 'unauthorized',
    })
  })

  it('ends the other connections of the device', async () => {
    const bob = await join('Bob')
    const other = await connectClient(server.url, bob.token)
    await bob.client.call('sign-out', {})
    await Promise.all([other.closed, bob.client.closed])
  })

  it('ends the links that the device made, and leaves the devices that it added', async () => {
    const bob = await join('Bob')
    const second = await addDevice(server.url, bob.client)
    const link = await bob.client.call('add-browser', {})
    await bob.client.call('sign-out', {})
    await bob.client.closed
    expect(await postJoin(server.url, link.ok ? link.value.link : '', {})).toMatchObject({
      result: { error: { code: 'invite_revoked' } },
    })
    expect(await second.call('rooms', {})).toMatchObject({ ok: true, value: { rooms: [{ id: 'general' }] } })
  })

  it('pushes nothing to the device that comes after', async () => {
    const [ann, bob] = [await join('Ann'), await join('Bob')]
    const before = bob.client.pushes('entries').length
    const signedOut = bob.client.call('sign-out', {})
    await signedOut
    await ann.client.append('not for Bob')
    await bob.client.closed
    expect(bob.client.pushes('entries')).toHaveLength(before)
  })

  it('ends a connection that does not read its answer', async () => {
    const bob = await join('Bob')
    const raw = await openDeviceLine(Number(new URL(server.url).port), bob.token)
    raw.stopReading()
    await raw.write(rawFrame('420["sign-out",{}]'))
    await bob.client.closed
    // A server waits for its last connection: half a minute for one that was only asked to close.
    server = await server.restart()
  }, 8_000)

  it('twice at one time is answered twice, and ends both', async () => {
    const bob = await join('Bob')
    const other = await connectClient(server.url, bob.token)
    const answers = await Promise.allSettled([bob.client.call('sign-out', {}), other.call('sign-out', {})])
    await Promise.all([bob.client.closed, other.closed])
    const good = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.ok)
    expect(good.length).toBeGreaterThanOrEqual(1)
  })

  it('does not end a device whose token the operator has revoked before', async () => {
    const bob = await join('Bob')
    const tokens = await askServer(server.dataDir, { name: 'token-list', input: {} })
    const [token] = tokens?.ok === true ? (tokens.value as { id: string }[]) : []
    const both = [
      askServer(server.dataDir, { name: 'token-revoke', input: { id: token?.id } }),
      bob.client.call('sign-out', {}).catch(() => undefined),
    ]
    await Promise.all([...both, bob.client.closed])
  })
})
