import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, claim, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const many = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => message(from + n))
const catchUp = (entries = many(1, 12), id = 'general'): Promise<void> =>
  at.notifier.arrived(arrivalOf(entries, { id, source: 'catch-up' }))

describe('after an absence', () => {
  it('there is one digest of all rooms, when the catch-up has ended', async () => {
    await catchUp()
    await catchUp([message(98, { text: '@Me?' }), message(99)], 'ops')
    expect(at.log).toEqual([])
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([
      { kind: 'digest', key: 'log-ops:99', count: 14, rooms: 2, mentions: 1, canReply: false, text: '' },
    ])
    await at.notifier.caughtUp()
    expect(at.lines('mount')).toHaveLength(1)
  })

  it('one message is shown as that message', async () => {
    await catchUp(many(1, 1))
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: 'text 1' }])
  })

  it('a room that cannot be read holds up the others for 10 s after the last arrival, not longer', async () => {
    await catchUp()
    await at.clock.pass(9_000)
    await catchUp(many(20, 21), 'ops')
    await at.clock.pass(9_999)
    expect(at.hosts.size).toBe(0)
    await at.clock.pass(1)
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 14 }])
    await catchUp(many(40, 45), 'late')
    await at.notifier.caughtUp()
    expect([at.shown().cards, at.lines('mount').length]).toMatchObject([[{ count: 20, rooms: 3 }], 1])
  })

  it('a worker that was killed in the middle of it is followed by one that shows the digest', async () => {
    await catchUp()
    at.clock.forget()
    const next = createHarness(at)
    await next.notifier.arrived(arrivalOf(many(13, 14), { source: 'catch-up' }))
    await next.notifier.caughtUp()
    expect(next.shown().cards).toMatchObject([{ kind: 'digest', count: 14 }])
  })

  it('or, when nothing more comes, at its time', async () => {
    await catchUp()
    at.clock.forget()
    const next = createHarness(at)
    await next.notifier.frontChanged()
    await at.clock.pass(10_000)
    expect(next.shown().cards).toMatchObject([{ kind: 'digest', count: 12 }])
  })

  it('what is read, claimed, of a lost room or looked at meanwhile is left out', async () => {
    await catchUp()
    await catchUp(many(20, 29), 'ops')
    await catchUp(many(30, 31), 'shown')
    await at.notifier.read('general', 10)
    await at.notifier.arrived(arrivalOf([claim(40, 11)], { source: 'catch-up' }))
    at.showing.add('shown')
    const rooms = ['general', 'shown'].map((id) => ({ id, logId: undefined, readUpTo: undefined }))
    await at.notifier.roomsChanged(rooms, true)
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: 'text 12' }])
  })

  it('what is older than the last connection less 5 min comes only if it mentions the person', async () => {
    at.lastConnected.at = 1_000_000
    const old = 1_000_000 - 5 * 60_000 - 1
    await catchUp([
      message(1, { at: old }),
      message(2, { at: old, text: '@Me' }),
      message(3, { at: old + 1 }),
    ])
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 2, mentions: 1 }])
  })

  it('dismissing it reads nothing, and opening it goes to a room that mentions the person', async () => {
    await catchUp()
    await catchUp([message(98, { text: '@Me?' })], 'ops')
    await catchUp(many(120, 122), 'chat')
    await at.notifier.caughtUp()
    await at.say({ type: 'toast-open', key: 'log-ops:98' })
    expect([at.hosts.size, at.lines('open'), at.lines('read')]).toEqual([0, ['open ops'], []])
  })

  it('it gets smaller as its messages are read, and goes with the last', async () => {
    await catchUp()
    await catchUp(many(20, 21), 'ops')
    await at.notifier.caughtUp()
    await at.notifier.read('general', 11)
    expect(at.shown().cards).toMatchObject([{ count: 3, rooms: 2 }])
    await at.notifier.read('general', 12)
    await at.notifier.read('ops', 30)
    expect(at.hosts.size).toBe(0)
  })
})

describe('a burst', () => {
  it('more than 3 in 10 s in a room are one counted card, without a sound', async () => {
    at.person = { ...at.person, sounds: true }
    for (let seq = 1; seq <= 5; seq += 1) await at.notifier.arrived(arrivalOf([message(seq)]))
    expect([at.shown().cards, at.shown().rest.count]).toMatchObject([
      [{ kind: 'counted', count: 5, text: 'text 5' }],
      0,
    ])
    expect(at.host().views.map(({ sound }) => sound)).toEqual([true, true, true, false, false])
    await at.say({ type: 'toast-dismiss', key: 'log-general:5' })
    expect([at.hosts.size, at.lines('read')]).toEqual([0, ['read general 5']])
  })

  it('more than 6 cards a minute become one digest, a minute after the last card', async () => {
    for (let room = 1; room <= 9; room += 1)
      await at.notifier.arrived(arrivalOf([message(1)], { id: `room-${room}` }))
    expect(at.shown().rest.count).toBe(5)
    at.clock.forget()
    const next = createHarness(at)
    await next.notifier.frontChanged()
    await at.clock.pass(60_000)
    expect(next.shown().cards).toMatchObject([{ kind: 'digest', count: 3, rooms: 3 }])
  })
})
