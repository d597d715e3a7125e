import { describe, expect, test } from 'vitest'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import type { ChannelListener } from '../../../../extension/background/channel/listener.ts'
import type { SavedRoom } from '../../../../extension/background/channel/journal.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import type { CommandInput, Room } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'
import { settled } from '../../../support/settled.ts'

/** A client with 1 to `cursor` of log-1, and a server whose log the test changes. */
async function start(kept: Partial<SavedRoom> & { cursor: number }) {
  const journal = createMemoryJournal()
  await journal.apply(sampleRoom(kept), messages(1, kept.cursor), 'me')
  const clock = createManualClock()
  const transport = createScriptedTransport()
  const filled: number[] = []
  const listener: ChannelListener = {
    ...silentListener,
    entries: (_room, entries, via) => void (via === 'fill' && filled.push(...entries.map(({ seq }) => seq))),
  }
  const server: { room: Room; member: boolean } = {
    room: { id: 'general', name: 'general', logId: 'log-1', head: 0, seen: 0, unread: 0, members: 2 },
    member: true,
  }
  transport.answer('rooms', async () => ok({ rooms: server.member ? [server.room] : [] }))
  transport.answer('range', async (input) => {
    if (!server.member) return fail('unknown_room', 'Not yours.')
    const { after, limit } = input as CommandInput<'range'>
    const { logId, head } = server.room
    const from = after === undefined ? Math.max(1, head - limit + 1) : after + 1
    return ok({ logId, floor: 1, head, entries: messages(from, Math.min(head, from + limit - 1)) })
  })
  const channel = await startChannel({
    account: { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } },
    journal,
    clock,
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener,
  })
  const heads = () => {
    const { logId, head, seen } = server.room
    const push = server.member ? { general: { logId, seq: head, seen } } : {}
    transport.emit({ type: 'push', name: 'heads', push })
  }
  const pass = async (ms: number) => {
    await settled()
    clock.pass(ms)
    await settled()
  }
  const sent = (name: string) => transport.sent.filter((command) => command.name === name)
  return { journal, clock, transport, channel, server, heads, pass, sent, filled }
}

describe('SPEC 4.6 a room that is missing from the heads', () => {
  test('is asked for no more, even if it was being read', async () => {
    const { journal, transport, channel, server, heads, pass } = await start({ cursor: 10 })
    server.room.head = 20
    transport.emit({ type: 'connected' })
    await settled()
    server.member = false
    await pass(0)
    heads()
    await pass(5_000)
    expect([channel.rooms(), await journal.rooms()]).toEqual([[], []])
    transport.sent.length = 0
    for (let second = 0; second < 10; second++) await pass(1_000)
    expect(transport.sent).toEqual([])
  })
  test('opens anew when the person is back in it, and keeps no hole', async () => {
    const { journal, transport, channel, server, heads, pass, filled } = await start({ cursor: 10 })
    server.room.head = 20
    transport.emit({ type: 'connected' })
    await settled()
    server.member = false
    await pass(0)
    heads()
    await pass(5_000)
    server.member = true
    Object.assign(server.room, { head: 1_000, seen: 1_000 })
    transport.emit({ type: 'push', name: 'rooms', push: { rooms: [server.room] } })
    for (let second = 0; second < 5; second++) await pass(1_000)
    const saved = channel.room('general')?.saved()
    expect([saved?.low, saved?.cursor]).toEqual([901, 1_000])
    expect(await journal.rooms()).toEqual([saved])
    expect((await journal.entries('general', Infinity, Infinity)).map(({ seq }) => seq)).toEqual(
      messages(901, 1_000).map(({ seq }) => seq),
    )
    expect(filled).toEqual([])
  })
})

test('SPEC 4.6 what was acknowledged in a room that one is removed from waits no more', async () => {
  const { journal, transport, channel, server, heads, pass } = await start({ cursor: 10 })
  transport.answer('append', async () => ok({ seq: 11, at: 0, logId: 'log-1' }))
  server.room.head = 10
  transport.emit({ type: 'connected' })
  heads()
  await pass(0)
  await channel.outbox.add({ room: 'general', id: 'a', kind: 'message', body: { text: 'a' } })
  await pass(0)
  server.member = false
  heads()
  await pass(1_000)
  expect([channel.outbox.rooms(), await journal.outbox()]).toEqual([[], []])
})

test('SPEC 4.6 what is acknowledged only after one was removed waits no more either', async () => {
  const { journal, transport, channel, server, heads, pass } = await start({ cursor: 10 })
  let answer: (result: unknown) => void = () => undefined
  transport.answer('append', () => new Promise((resolve) => (answer = resolve as (result: unknown) => void)))
  server.room.head = 10
  transport.emit({ type: 'connected' })
  heads()
  await pass(0)
  await channel.outbox.add({ room: 'general', id: 'a', kind: 'message', body: { text: 'a' } })
  await channel.outbox.add({ room: 'general', id: 'b', kind: 'message', body: { text: 'b' } })
  server.member = false
  heads()
  await pass(1_000)
  expect(channel.outbox.items('general')).toHaveLength(2)
  answer(ok({ seq: 11, at: 0, logId: 'log-1' }))
  await pass(0)
  answer(fail('unknown_room', 'there is no such room'))
  await pass(0)
  heads()
  await pass(1_000)
  // What has no place stays, with its reason (SPEC 3.4).
  expect(channel.outbox.items('general')).toMatchObject([{ id: 'b', refused: { code: 'unknown_room' } }])
  expect(await journal.outbox()).toMatchObject([{ id: 'b' }])
})

test('SPEC 4.3 the read mark of one log is not one of the next', async () => {
  const { transport, channel, server, heads, pass, sent } = await start({
    cursor: 100,
    seen: 100,
    base: { seen: 100, seq: 100, count: 0 },
  })
  Object.assign(server.room, { logId: 'log-2', head: 80, seen: 60, unread: 20 })
  transport.emit({ type: 'connected' })
  heads()
  for (let i = 0; i < 3; i++) await pass(10)
  const room = channel.room('general')
  expect([room?.unread(), room?.saved().seen, room?.saved().reloaded]).toEqual([20, 60, true])
  expect(sent('seen')).toEqual([])
  server.room.head = 82
  transport.emit({
    type: 'push',
    name: 'entries',
    push: { room: 'general', logId: 'log-2', entries: messages(81, 82) },
  })
  await pass(10)
  expect(room?.unread()).toBe(22)
})

test('nobody hears of entries that the disk does not hold yet', async () => {
  const { journal, transport, server, heads, pass, filled } = await start({ cursor: 10 })
  const apply = journal.apply
  let store = (): void => undefined
  journal.apply = async (...all) => {
    await new Promise<void>((resolve) => (store = resolve))
    return apply(...all)
  }
  server.room.head = 12
  transport.emit({ type: 'connected' })
  heads()
  for (let i = 0; i < 3; i++) await pass(10)
  expect(filled).toEqual([])
  store()
  await pass(10)
  expect(filled).toEqual([11, 12])
})

test('SPEC 4.2 where no large page arrives in time the rest is read in smaller ones', async () => {
  const { transport, channel, server, pass } = await start({ cursor: 10 })
  transport.answer('range', async (input) => {
    const { after = 0, limit } = input as CommandInput<'range'>
    if (limit > 10) return fail('unavailable', 'No answer in time.')
    return ok({
      logId: 'log-1',
      floor: 1,
      head: 200,
      entries: messages(after + 1, Math.min(200, after + limit)),
    })
  })
  server.room.head = 200
  transport.emit({ type: 'connected' })
  for (let second = 0; second < 80; second++) await pass(1_000)
  expect(channel.room('general')?.saved().cursor).toBe(200)
})

test('a channel that was closed while it read leaves no timer', async () => {
  const { clock, transport, channel, server, pass } = await start({ cursor: 10 })
  server.room.head = 20
  transport.emit({ type: 'connected' })
  await settled()
  await channel.close()
  await pass(10_000)
  await pass(10_000)
  expect(clock.waiting()).toBe(0)
})

test('what the disk refuses is not taken for done', async () => {
  const { journal, transport, channel, server, heads, pass } = await start({ cursor: 10 })
  const reset = journal.reset
  let broken = true
  journal.reset = (room) => (broken ? Promise.reject(new Error('disk')) : reset(room))
  Object.assign(server.room, { logId: 'log-2', head: 3 })
  transport.emit({ type: 'connected' })
  await pass(1_000)
  expect(channel.room('general')?.saved().logId).toBe('log-1')
  broken = false
  heads()
  await pass(1_000)
  await pass(1_000)
  expect(channel.room('general')?.saved()).toMatchObject({ logId: 'log-2', cursor: 3 })
  expect((await journal.entries('general', Infinity, Infinity)).map(({ seq }) => seq)).toEqual([1, 2, 3])
})
