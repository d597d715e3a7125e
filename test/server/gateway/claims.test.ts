import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultPersonSettings } from '../../../protocol/notification-settings.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import { joinAndConnect, type TestClient } from '../../support/server/test-client.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const join = (name: string) => joinAndConnect(server.url, server.firstInvite, name)
const claim = (client: TestClient, seq: number, room = 'general', id: string = randomUUID()) =>
  client.call('append', { room, id, kind: 'claim', about: seq, body: {} })
const roomOf = async (client: TestClient) => {
  const result = await client.call('rooms', {})
  return result.ok ? result.value.rooms[0] : undefined
}

it('8.1 a message keeps its title, priority and actions', async () => {
  const ann = await join('Ann')
  const bob = await join('Bob')
  const body = {
    text: 'db-1 is down',
    title: ' Alert ',
    actions: [
      { type: 'view', label: 'Open', url: 'https://example.org/db-1' },
      { type: 'http', label: 'Restart', url: 'https://example.org/restart', method: 'POST', body: '{}' },
      { type: 'copy', label: 'Copy', value: 'db-1' },
    ],
  }
  const sent = await ann.client.call('append', {
    room: 'general',
    id: 'a',
    kind: 'message',
    priority: 5,
    body,
  })
  expect(sent).toMatchObject({ ok: true, value: { seq: 3 } })
  const frame = await bob.client.until('entries', ({ entries }) => entries[0]?.seq === 3)
  const kept = { priority: 5, body: { ...body, title: 'Alert' } }
  expect(frame.entries[0]).toMatchObject(kept)
  expect(await bob.client.call('range', { room: 'general', limit: 1 })).toMatchObject({
    value: { entries: [kept] },
  })
})

it('8.2 a mention is a text like any other: nothing is added to it, and it counts like the others', async () => {
  const ann = await join('Ann')
  const bob = await join('Bob')
  const settings = { ...defaultPersonSettings, level: 'nothing', keywords: ['deploy'] }
  await ann.client.call('change-settings', { of: 'person', settings, revision: 0 })
  const body = { text: '@Ann @room deploy' }
  await bob.client.call('append', { room: 'general', id: 'a', kind: 'message', body })
  const frame = await ann.client.until('entries', ({ entries }) => entries[0]?.seq === 3)
  expect(frame.entries).toEqual([
    { seq: 3, id: 'a', at: expect.any(Number) as number, author: bob.person, kind: 'message', body },
  ])
  expect(await roomOf(ann.client)).toMatchObject({ unread: 1 })
})

it('7.2 messages of priority 1 and claims do not count as unread', async () => {
  const ann = await join('Ann')
  const bob = await join('Bob')
  for (const [id, priority] of [1, 2, 3, 4, 5].entries()) {
    const body = { text: 'x' }
    await bob.client.call('append', { room: 'general', id: `m${id}`, kind: 'message', priority, body })
  }
  expect(await claim(bob.client, 7)).toMatchObject({ ok: true })
  expect(await roomOf(ann.client)).toMatchObject({ head: 8, unread: 4 })
})

it('8.4 the first claim counts, and all members get it', async () => {
  const ann = await join('Ann')
  const bob = await join('Bob')
  const eve = await join('Eve')
  await ann.client.append('who takes this?')
  const first = await claim(bob.client, 4)
  expect(first).toMatchObject({ ok: true, value: { seq: 5 } })
  expect(await claim(eve.client, 4)).toEqual(first)
  expect(await claim(bob.client, 4)).toEqual(first)
  for (const { client } of [ann, bob, eve]) {
    const { entries } = await client.until('entries', (frame) =>
      frame.entries.some(({ kind }) => kind === 'claim'),
    )
    expect(entries.at(-1)).toMatchObject({ seq: 5, author: bob.person, kind: 'claim', about: 4, body: {} })
  }
  expect(await roomOf(ann.client)).toMatchObject({ head: 5, seen: 1 })
})

it('8.4 of two who claim at the same moment one has it', async () => {
  const ann = await join('Ann')
  const others = await Promise.all(['Bob', 'Eve', 'Kim'].map(join))
  await ann.client.append('who takes this?')
  const results = await Promise.all(others.map(({ client }) => claim(client, 5)))
  expect(results).toEqual(Array(3).fill(results[0]))
  expect(results[0]).toMatchObject({ ok: true, value: { seq: 6 } })
  expect(await roomOf(ann.client)).toMatchObject({ head: 6 })
})

it('3.3 a repeated claim is answered as the first time', async () => {
  const ann = await join('Ann')
  await ann.client.append('one')
  const first = await claim(ann.client, 2, 'general', 'same')
  expect(await claim(ann.client, 2, 'general', 'same')).toEqual(first)
  expect(await roomOf(ann.client)).toMatchObject({ head: 3 })
})

it('8.4 nothing but a kept message of the room can be claimed', async () => {
  const ann = await join('Ann')
  await ann.client.append('one')
  await claim(ann.client, 2)
  for (const seq of [1, 3, 4, 99]) {
    const refused = await claim(ann.client, seq)
    expect(refused).toMatchObject({ ok: false, error: { code: 'malformed' } })
    expect(refused.ok ? '' : refused.error.message).toBe(
      `about: entry ${seq} of this room is no message, or is not kept any more`,
    )
  }
  expect(await roomOf(ann.client)).toMatchObject({ head: 3 })
})

it('6.3 whoever is no member claims nothing, whether there is such a message or not', async () => {
  const ann = await join('Ann')
  const bob = await join('Bob')
  await ann.client.append('one')
  const input = { room: 'general', person: 'Bob' }
  await askServer(server.dataDir, { name: 'member-remove', input })
  for (const [seq, room] of [
    [3, 'general'],
    [99, 'general'],
    [3, 'nowhere'],
  ] as const) {
    expect(await claim(bob.client, seq, room)).toMatchObject({ error: { code: 'unknown_room' } })
  }
  expect(await roomOf(ann.client)).toMatchObject({ head: 4 })
})
