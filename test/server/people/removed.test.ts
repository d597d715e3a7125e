import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AdminInput, AdminName } from '../../../server/admin/admin-request.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  addDevice,
  connectClient,
  joinAndConnect,
  joinAs,
  postJoin,
  refusedHandshake,
  type TestClient,
} from '../../support/server/test-client.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
  await ask('room-create', { id: 'ops', name: 'ops' })
})
afterEach(() => server.close())

const ask = async <N extends AdminName>(name: N, input: AdminInput<N>): Promise<unknown> => {
  const answer = await askServer(server.dataDir, { name, input })
  if (answer?.ok !== true) throw new Error(JSON.stringify(answer))
  return answer.value
}
const newInvite = async (rooms: string[], uses = 10) =>
  (await ask('invite', { rooms, uses, expiresAt: null })) as { id: string; link: string }
const roomsOf = async (client: TestClient): Promise<string[]> => {
  const answer = await client.call('rooms', {})
  return answer.ok ? answer.value.rooms.map(({ id }) => id) : []
}
const remove = (person: string, room = 'general') => ask('member-remove', { room, person })
const linkFrom = async (client: TestClient): Promise<string> => {
  const made = await client.call('add-browser', {})
  if (!made.ok) throw new Error(made.error.message)
  return made.value.link
}
const tokenOf = async (person: string, index = 0): Promise<string> => {
  const tokens = (await ask('token-list', { person })) as { id: string }[]
  return tokens[index]?.id ?? ''
}

describe('8 who was removed from a room', () => {
  it('does not come back with the old link, by this device or another of theirs', async () => {
    const { link } = await newInvite(['general'])
    const bob = await joinAndConnect(server.url, link, 'Bob')
    const added = await postJoin(server.url, await linkFrom(bob.client), {})
    await remove('Bob')
    for (const bearer of [bob.token, added.result.ok ? added.result.value.token : '']) {
      expect(await postJoin(server.url, link, { bearer })).toMatchObject({
        result: {
          ok: false,
          error: { code: 'forbidden', message: expect.stringContaining('removed') as string },
        },
      })
    }
    expect(await roomsOf(bob.client)).toEqual([])
  })

  it('gets the other rooms of the link', async () => {
    const { link } = await newInvite(['general', 'ops'])
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    await remove('Bob')
    expect(await postJoin(server.url, link, { bearer: bob.token })).toMatchObject({
      result: { ok: true, value: { rooms: [{ id: 'ops' }] } },
    })
  })

  it('comes back when somebody adds them, and by a link after that', async () => {
    const { link } = await newInvite(['general'])
    const bob = await joinAndConnect(server.url, link, 'Bob')
    await remove('Bob')
    await ask('member-add', { room: 'general', person: 'Bob' })
    expect(await roomsOf(bob.client)).toEqual(['general'])
    expect(await postJoin(server.url, link, { bearer: bob.token })).toMatchObject({ status: 200 })
  })

  it('may hold a link, so the operator hears of each that still leads in', async () => {
    const open = await newInvite(['general', 'ops'], 3)
    const other = await newInvite(['ops'])
    const revoked = await newInvite(['general'])
    await ask('invite-revoke', { id: revoked.id })
    await joinAs(server.url, open.link, 'Bob')
    const { openInvites } = (await remove('Bob')) as { openInvites: { id: string; left: number }[] }
    expect(openInvites).toContainEqual({ id: open.id, left: 2 })
    expect(openInvites.map(({ id }) => id)).not.toContain(other.id)
    expect(openInvites.map(({ id }) => id)).not.toContain(revoked.id)
  })
})

describe('8 revoking a token', () => {
  /** Bob's first device, the one that it added, and the one that this one added. */
  const threeDevices = async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const second = await addDevice(server.url, bob.client)
    const third = await addDevice(server.url, second)
    return { bob, second, third }
  }

  it('ends the devices that it added, and those that they added', async () => {
    const { bob, second, third } = await threeDevices()
    const link = await linkFrom(third)
    const ended = (await ask('token-revoke', { id: await tokenOf('Bob'), only: false })) as {
      ended: object[]
    }
    expect(ended.ended).toHaveLength(2)
    await Promise.all([bob.client.closed, second.closed, third.closed])
    expect(await refusedHandshake(server.url, { protocol: 1, token: bob.token })).toMatchObject({
      code: 'unauthorized',
    })
    expect(await postJoin(server.url, link, {})).toMatchObject({
      result: { error: { code: 'invite_revoked' } },
    })
  })

  it('reaches through a device that signed itself out', async () => {
    const { second, third } = await threeDevices()
    await second.call('sign-out', {})
    await ask('token-revoke', { id: await tokenOf('Bob'), only: false })
    await third.closed
  })

  it('leaves the device that added it, and with --only those that it added', async () => {
    const { bob, second, third } = await threeDevices()
    const ended = await ask('token-revoke', { id: await tokenOf('Bob', 1), only: true })
    expect(ended).toMatchObject({ ended: [] })
    await second.closed
    for (const client of [bob.client, third]) expect(await roomsOf(client)).toEqual(['general'])
  })
})

describe('8 somebody who is deactivated', () => {
  it('loses every device at once, leaves every room, and cannot come in by any link', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const second = await addDevice(server.url, bob.client)
    const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
    await bob.client.append('kept')
    const links = [
      await linkFrom(bob.client),
      ((await ask('add-browser', { person: 'Bob' })) as { link: string }).link,
    ]
    await ask('person-deactivate', { person: 'Bob' })
    await Promise.all([bob.client.closed, second.closed])
    for (const link of links) {
      expect(await postJoin(server.url, link, {})).toMatchObject({
        result: { error: { code: 'invite_revoked' } },
      })
    }
    for (const [name, input] of [
      ['add-browser', { person: 'Bob' }],
      ['token-create', { person: 'Bob', label: 'x' }],
      ['member-add', { room: 'general', person: 'Bob' }],
    ] as const) {
      expect(await askServer(server.dataDir, { name, input })).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining('deactivated') as string },
      })
    }
    expect(await postJoin(server.url, server.firstInvite, { name: 'Bob' })).toMatchObject({
      result: { error: { code: 'name_taken' } },
    })
    const range = await ann.client.call('range', { room: 'general', limit: 500 })
    const last = range.ok ? range.value.entries.slice(-2) : []
    expect(last).toMatchObject([
      { kind: 'message', author: { name: 'Bob' }, body: { text: 'kept' } },
      { kind: 'leave', author: { name: 'Bob' } },
    ])
    expect(await ask('person-list', {})).toMatchObject([
      { name: 'Ann', deactivated: false, rooms: 1, devices: 1 },
      { name: 'Bob', deactivated: true, rooms: 0, devices: 0 },
    ])
  })

  it('is let in again once activated, and is in a room when added to it', async () => {
    await joinAs(server.url, server.firstInvite, 'Bob')
    await ask('person-deactivate', { person: 'Bob' })
    expect(await ask('person-activate', { person: 'bob' })).toMatchObject({ changed: true })
    const { link } = (await ask('add-browser', { person: 'Bob' })) as { link: string }
    const { result } = await postJoin(server.url, link, {})
    if (!result.ok) throw new Error(result.error.message)
    const client = await connectClient(server.url, result.value.token)
    expect(await roomsOf(client)).toEqual([])
    expect(await postJoin(server.url, server.firstInvite, { bearer: result.value.token })).toMatchObject({
      result: { error: { code: 'forbidden' } },
    })
    await ask('member-add', { room: 'general', person: 'Bob' })
    expect(await roomsOf(client)).toEqual(['general'])
  })
})
