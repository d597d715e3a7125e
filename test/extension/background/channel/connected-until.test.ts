import { expect, test } from 'vitest'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import { createConnectedUntil } from '../../../../extension/background/channel/connected-until.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { ok } from '../../../../protocol/result.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { settled } from '../../../support/settled.ts'

function start(from?: number) {
  const clock = createManualClock(1_000_000)
  const saved: number[] = []
  const until = createConnectedUntil(from, {
    clock,
    now: () => clock.now() + 500,
    save: async (at) => void saved.push(at),
  })
  return { clock, saved, until }
}

test('it is the end of the connection before, however long this one lasts', () => {
  const { clock, until } = start(7)
  until.caughtUp()
  clock.pass(60_000)
  until.caughtUp()
  expect(until.last()).toBe(7)
  until.ended()
  expect(until.last()).toBe(1_060_500)
})
test('a connection that never had everything changes nothing', () => {
  const { saved, until } = start(7)
  until.ended()
  expect([until.last(), saved]).toEqual([7, []])
})
test('it is stored at once, then at most every 20 s, and when the connection ends', async () => {
  const { clock, saved, until } = start()
  for (let second = 0; second <= 45; second += 5) {
    until.caughtUp()
    clock.pass(5_000)
    await Promise.resolve()
  }
  expect(saved).toEqual([1_000_500, 1_020_500, 1_040_500])
  until.ended()
  until.ended()
  await until.close()
  expect(saved.slice(3)).toEqual([1_045_500])
})
test('a disk that fails is no failure of the connection', async () => {
  const until = createConnectedUntil(undefined, {
    clock: createManualClock(),
    now: () => 5,
    save: () => Promise.reject(new Error('disk')),
  })
  until.caughtUp()
  until.ended()
  await until.close()
  expect(until.last()).toBe(5)
})

/** The server's clock is 60 s ahead; the room's head is what the test says. */
async function startClient() {
  const journal = createMemoryJournal()
  await journal.apply(sampleRoom({ cursor: 3 }), messages(1, 3), 'me')
  const clock = createManualClock(1_000_000)
  const server = { head: 3, answers: true }
  const again = async () => {
    const transport = createScriptedTransport()
    transport.answer('settings', async () =>
      ok({ revision: 0, now: clock.now() + 60_000, person: defaultPersonSettings, rooms: {} }),
    )
    transport.answer('rooms', async () => {
      const room = { id: 'general', name: 'general', logId: 'log-1', head: server.head, seen: 0, unread: 0 }
      return ok({ rooms: [{ ...room, members: 2 }] })
    })
    transport.answer('range', async () =>
      server.answers
        ? ok({ logId: 'log-1', floor: 1, head: server.head, entries: messages(4, server.head) })
        : new Promise<never>(() => undefined),
    )
    const channel = await startChannel({
      account: { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } },
      journal,
      clock,
      openTransport: transport.open,
      hasNetwork: () => true,
      offlineSince: undefined,
      listener: silentListener,
    })
    const emit = async (type: 'connected' | 'lost' | 'ping') => {
      transport.emit({ type })
      await settled()
      clock.pass(0)
      await settled()
    }
    const push = (seq: number) =>
      transport.emit({
        type: 'push',
        name: 'entries',
        push: { room: 'general', logId: 'log-1', entries: messages(seq, seq) },
      })
    return { channel, emit, push }
  }
  return { journal, clock, server, again }
}

test('a client knows by the clock of the server until when it had everything, also in its next life', async () => {
  const { journal, clock, again } = await startClient()
  const { channel, emit } = await again()
  expect(channel.lastConnected()).toBeUndefined()
  await emit('connected')
  clock.pass(20_000)
  await emit('ping')
  expect([channel.lastConnected(), await journal.connectedUntil()]).toEqual([undefined, 1_080_000])
  clock.pass(5_000)
  await emit('lost')
  expect(channel.lastConnected()).toBe(1_080_000)
  const next = await again()
  expect(next.channel.lastConnected()).toBe(1_080_000)
})
test('a short connection that broke while it caught up does not count', async () => {
  const { journal, clock, server, again } = await startClient()
  const { channel, emit } = await again()
  await emit('connected')
  await emit('lost')
  const known = channel.lastConnected()
  expect(known).toBe(await journal.connectedUntil())
  Object.assign(server, { head: 9, answers: false })
  clock.pass(86_400_000)
  await emit('connected')
  await emit('ping')
  await emit('lost')
  expect(channel.lastConnected()).toBe(known)
  server.answers = true
  await emit('connected')
  await emit('lost')
  expect(channel.lastConnected()).toBe(1_000_000 + 86_400_000 + 60_000)
})
test('what came before the connection was lost, and is applied after it, does not count for the time of the loss', async () => {
  const { journal, clock, again } = await startClient()
  const { channel, emit, push } = await again()
  await emit('connected')
  clock.pass(25_000)
  push(4)
  await emit('lost')
  expect(channel.room('general')?.saved().cursor).toBe(4)
  expect(channel.lastConnected()).toBe(1_060_000)
  expect(await journal.connectedUntil()).toBe(1_060_000)
})
