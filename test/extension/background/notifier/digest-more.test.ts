import { beforeEach, describe, expect, it } from 'vitest'
import { alertMessage } from '../../../../extension/background/notifier/state/admit-arrival.ts'
import type { DigestRoom } from '../../../../extension/background/notifier/state/alert-state.ts'
import { enqueue, merge, summaryOf } from '../../../../extension/background/notifier/state/digest-queue.ts'
import { defaultRoomSettings } from '../../../../protocol/notification-settings.ts'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const many = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => message(from + n))
/** The newest page of a room, and how many are unread before it. */
const skipped = (entries = many(20_001, 20_100), more = 20_000): Promise<void> =>
  at.notifier.arrived(arrivalOf(entries, { source: 'catch-up', skipped: more }))

describe('where more was missed than is read', () => {
  it('the digest counts what the server counts', async () => {
    await skipped()
    await at.notifier.arrived(arrivalOf(many(1, 2), { id: 'ops', source: 'catch-up' }))
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 20_102, rooms: 2, mentions: 0 }])
  })

  it('the count holds what waited before it, and a later one takes its place', async () => {
    await at.notifier.arrived(arrivalOf(many(1, 5), { source: 'catch-up' }))
    await skipped()
    await skipped(many(40_001, 40_100), 40_000)
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 40_100 }])
    await skipped(many(60_001, 60_100), 60_000)
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 60_100 }])
  })

  it('one message is a digest too: it replaces those before it', async () => {
    await skipped(many(20_001, 20_001))
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 20_001, text: '' }])
  })

  it('whoever has read the first of the page has read what is before it', async () => {
    await skipped()
    await at.notifier.caughtUp()
    await at.notifier.read('general', 20_000)
    expect(at.shown().cards).toMatchObject([{ count: 20_100 }])
    await at.notifier.read('general', 20_001)
    expect(at.shown().cards).toMatchObject([{ count: 99 }])
  })

  it('a worker that was killed before it showed the digest is followed by one that shows it', async () => {
    await skipped()
    at.clock.forget()
    const next = createHarness(at)
    await next.notifier.frontChanged()
    await at.clock.pass(10_000)
    expect(next.shown().cards).toMatchObject([{ kind: 'digest', count: 20_100 }])
  })

  it('in a room where only calls alert, what was not read counts as no call', async () => {
    at.rooms.set('general', { ...defaultRoomSettings, level: 'mentions' })
    await skipped([message(20_001), message(20_002, { text: '@Me?' })])
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: '@Me?' }])
  })
})

describe('a digest of a server that sends into a thousand rooms', () => {
  const messageIn = (seq: number, room: string, text = `text ${seq}`) => {
    const said = alertMessage(message(seq, { text }), arrivalOf([], { id: room }), [])
    if (said === undefined) throw new Error('it is a message')
    return said
  }
  const how = { age: 'fresh' as const, members: 2, skipped: 0 }
  const queued = (rooms: number, items: number) => {
    let all = enqueue([], messageIn(1, 'mentions', '@Me?'), how)
    for (let room = 1; room <= rooms; room += 1)
      for (let seq = 1; seq <= items; seq += 1) all = enqueue(all, messageIn(seq, `room-${room}`), how)
    return all
  }
  const ids = (rooms: DigestRoom[]): string[] => rooms.map(({ room }) => room)

  it('keeps 50 of them: the one that mentions the person and the newest', () => {
    const rooms = queued(1_000, 1)
    expect(rooms).toHaveLength(50)
    expect([ids(rooms)[0], ids(rooms)[1], ids(rooms).at(-1)]).toEqual(['mentions', 'room-952', 'room-1000'])
  })

  it('keeps 2,000 messages in all', () => {
    const rooms = queued(20, 300)
    expect([ids(rooms)[0], summaryOf(rooms).count]).toEqual(['mentions', 1_801])
  })

  it('keeps no more where two are merged', () => {
    const other = queued(60, 1).map((one) => ({ ...one, room: `b-${one.room}`, logId: `b-${one.logId}` }))
    expect(merge(queued(60, 1), other)).toHaveLength(50)
  })
})
