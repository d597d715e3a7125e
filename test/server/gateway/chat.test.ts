import { afterEach, beforeEach, expect, it } from 'vitest'
import { connectClient, joinAndConnect, postJoin } from '../../support/server/test-client.ts'
import { askServer } from '../../../server/admin/admin-client.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'

let server: StartedServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

it('acknowledges a message and pushes it to every member', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
  const appended = await ann.client.append('hello', 'first')
  expect(appended).toMatchObject({ ok: true, value: { seq: 3 } })
  const frame = await bob.client.until('entries', ({ entries }) =>
    entries.some(({ kind }) => kind === 'message'),
  )
  expect(frame).toMatchObject({
    room: 'general',
    entries: [{ seq: 3, id: 'first', author: ann.person, kind: 'message', body: { text: 'hello' } }],
  })
  const range = await bob.client.call('range', { room: 'general', limit: 10 })
  expect(range).toMatchObject({ ok: true, value: { floor: 1, head: 3 } })
  expect(range.ok && range.value.entries.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
    '1 join',
    '2 join',
    '3 message',
  ])
})

it('says who joined to those who are connected, with the new number of members', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  await joinAndConnect(server.url, server.firstInvite, 'Bob')
  await ann.client.until(
    'entries',
    ({ entries }) => entries[0]?.kind === 'join' && entries[0].author.name === 'Bob',
  )
  expect(await ann.client.until('room')).toEqual({ id: 'general', name: 'general', members: 2 })
})

it('answers a repeated id with the first place, and adds nothing', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const first = await ann.client.append('one', 'same')
  const again = await ann.client.append('two', 'same')
  expect(again).toEqual(first)
  const range = await ann.client.call('range', { room: 'general', limit: 10 })
  expect(range).toMatchObject({ ok: true, value: { head: 2 } })
})

it('3.3 answers a repeated id whose author was removed since, and that alone', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
  const first = await bob.client.append('stored, and the answer is lost', 'same')
  await ann.client.append('of somebody else', 'hers')
  const input = { room: 'general', person: 'Bob' }
  await askServer(server.dataDir, { name: 'member-remove', input })
  expect(await bob.client.append('stored, and the answer is lost', 'same')).toEqual(first)
  for (const id of ['new', 'hers']) {
    expect(await bob.client.append('x', id)).toMatchObject({ ok: false, error: { code: 'unknown_room' } })
  }
  expect(await bob.client.call('range', { room: 'general', limit: 10 })).toMatchObject({ ok: false })
  expect(await ann.client.call('range', { room: 'general', limit: 10 })).toMatchObject({ value: { head: 5 } })
})

it('gives one place to an id that comes on two sockets of one device at once, and each socket hears of it once', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const other = await connectClient(server.url, ann.token)
  const ids = Array.from({ length: 50 }, (_, index) => `m${index}`)
  const sendAll = ({ append }: typeof other) => Promise.all(ids.map((id) => append(id, id)))
  const [first, second] = await Promise.all([sendAll(ann.client), sendAll(other)])
  expect(second).toEqual(first)
  const wanted = ids.map((id, index) => [index + 2, id])
  for (const client of [ann.client, other]) {
    await client.until('entries', ({ entries }) => entries.at(-1)?.seq === 51)
    const pushed = client.pushes('entries').flatMap(({ entries }) => entries)
    expect(pushed.filter(({ kind }) => kind === 'message').map(({ seq, id }) => [seq, id])).toEqual(wanted)
  }
  expect(await other.call('range', { room: 'general', limit: 100 })).toMatchObject({ value: { head: 51 } })
})

it('keeps one read mark for a person, pushes it to their other devices, and never moves it back', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
  for (const text of ['a', 'b', 'c']) await bob.client.append(text)
  const link = await ann.client.call('add-browser', {})
  if (!link.ok) throw new Error(link.error.message)
  const added = await postJoin(server.url, link.value.link, {})
  if (!added.result.ok) throw new Error(added.result.error.message)
  expect(added.result.value.person).toEqual(ann.person)
  expect(added.result.value.rooms).toMatchObject([{ unread: 3, members: 2, head: 5 }])
  const second = await connectClient(server.url, added.result.value.token)

  expect(await ann.client.call('seen', { room: 'general', seq: 4 })).toEqual({ ok: true, value: { seq: 4 } })
  expect(await second.until('seen')).toEqual({ room: 'general', seq: 4 })
  expect(await second.call('seen', { room: 'general', seq: 2 })).toEqual({ ok: true, value: { seq: 4 } })
  expect(await second.call('rooms', {})).toMatchObject({
    ok: true,
    value: { rooms: [{ unread: 1, seen: 4 }] },
  })
  expect(await second.call('seen', { room: 'general', seq: 99 })).toEqual({ ok: true, value: { seq: 5 } })
  expect(ann.client.pushes('seen')).toEqual([{ room: 'general', seq: 5 }])
})

it('passes a signal on to the others only', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
  expect(await ann.client.call('signal', { room: 'general', kind: 'typing' })).toEqual({
    ok: true,
    value: {},
  })
  expect(await bob.client.until('signal')).toEqual({ room: 'general', kind: 'typing', author: ann.person })
  expect(ann.client.pushes('signal')).toEqual([])
})

it('gives a new connection the complete heads', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const heads = await ann.client.until('heads')
  expect(heads).toEqual({ general: { logId: ann.rooms[0]?.logId, seq: 1, seen: 1 } })
})

it('puts what comes together into one frame', async () => {
  const ann = await joinAndConnect(server.url, server.firstInvite, 'Ann')
  const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
  await Promise.all(Array.from({ length: 100 }, (_, index) => ann.client.append(`m${index}`)))
  await bob.client.until('entries', ({ entries }) => entries.at(-1)?.seq === 102)
  const frames = bob.client.pushes('entries')
  expect(frames.flatMap(({ entries }) => entries.map(({ seq }) => seq))).toEqual(
    Array.from(
      { length: frames.flatMap(({ entries }) => entries).length },
      (_, index) => index + (frames[0]?.entries[0]?.seq ?? 0),
    ),
  )
  expect(frames.length).toBeLessThan(50)
})
