import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, claim, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const MINUTE = 60_000
const key = 'log-general:1'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const raise = (seq = 1): Promise<void> => at.notifier.arrived(arrivalOf([urgent(seq)]))
const kinds = (): string[] => at.shown().cards.map(({ kind }) => kind)

describe('an urgent alert in a toast', () => {
  it('is above the other card until somebody ends it', async () => {
    await raise()
    await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
    expect([kinds(), at.texts(), at.shown().cards[0]?.remainingMs]).toEqual([
      ['urgent', 'message'],
      ['text 1', 'text 7'],
      null,
    ])
    await raise(2)
    expect([at.texts(), at.shown().rest]).toEqual([['text 2', 'text 7'], { count: 1, rooms: 1 }])
  })

  it('is an ordinary one for who has not agreed', async () => {
    at.person = { ...at.person, urgent: false }
    await raise()
    expect([kinds(), at.shown().cards[0]?.remainingMs]).toEqual([['message'], 30_000])
    await at.clock.pass(6 * MINUTE)
    expect(at.host().views).toHaveLength(1)
  })

  it('is hidden by "Later", read by nobody, and comes again in 5 min, 6 times in all', async () => {
    await raise()
    const comes: number[] = []
    for (let minute = 1; minute <= 60; minute += 1) {
      if (at.hosts.size > 0) await at.say({ type: 'toast-dismiss', key })
      expect(at.hosts.size).toBe(0)
      await at.clock.pass(MINUTE)
      if (at.hosts.size > 0) comes.push(minute)
    }
    expect([comes, at.lines('read')]).toEqual([[5, 10, 15, 20, 25, 30], []])
  })

  it('does not come again when it has been read, nor when the person does not agree any more', async () => {
    await raise()
    await at.say({ type: 'toast-dismiss', key })
    await at.notifier.read('general', 1)
    await raise(2)
    await at.say({ type: 'toast-dismiss', key: 'log-general:2' })
    at.person = { ...at.person, urgent: false }
    await at.clock.pass(60 * MINUTE)
    expect([at.hosts.size, at.lines('mount').length]).toEqual([0, 2])
  })

  it('is read when it is acknowledged', async () => {
    await raise()
    await at.say({ type: 'toast-acknowledge', key, verified: true })
    expect([at.hosts.size, at.lines('read')]).toEqual([0, ['read general 1']])
  })

  it('says who has it, for 3 s, and is over', async () => {
    await raise()
    await at.notifier.arrived(arrivalOf([claim(2, 1)]))
    expect(at.shown().cards[0]?.claimedBy).toBe('Bob')
    await at.clock.pass(2_999)
    expect(at.hosts.size).toBe(1)
    await at.clock.pass(1)
    expect(at.hosts.size).toBe(0)
    await at.clock.pass(60 * MINUTE)
    expect(at.lines('mount')).toHaveLength(1)
  })

  it('that somebody has before it shows never shows, and one under "Later" does not come again', async () => {
    await at.notifier.arrived(arrivalOf([urgent(1), claim(2, 1)]))
    expect(at.hosts.size).toBe(0)
    await raise(3)
    await at.say({ type: 'toast-dismiss', key: 'log-general:3' })
    await at.notifier.arrived(arrivalOf([claim(4, 3)]))
    await at.clock.pass(60 * MINUTE)
    expect(at.lines('mount')).toHaveLength(1)
  })

  it('comes again after the worker was killed, at its time', async () => {
    await raise()
    await at.say({ type: 'toast-dismiss', key })
    at.clock.forget()
    const next = createHarness(at)
    await next.notifier.frontChanged()
    await at.clock.pass(5 * MINUTE - 1)
    expect(at.hosts.size).toBe(0)
    await at.clock.pass(1)
    expect(next.texts()).toEqual(['text 1'])
  })
})

describe('an urgent alert as a notification', () => {
  beforeEach(() => {
    at.tabs.front = undefined
  })

  it('stays until somebody does something, beside the newest other', async () => {
    await raise()
    await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
    await at.notifier.arrived(arrivalOf([message(8)], { id: 'ops' }))
    expect([...at.system.shown].map(([id, { urgent, more }]) => [id, urgent, more])).toEqual([
      [key, true, 0],
      ['log-ops:8', false, 1],
    ])
    expect(at.lines(`system ${key}`)).toHaveLength(1)
  })

  it('sounds again after 5 min, and goes when somebody has it', async () => {
    await raise()
    await at.clock.pass(5 * MINUTE)
    expect(at.lines(`system ${key}`)).toHaveLength(2)
    await at.notifier.arrived(arrivalOf([claim(2, 1)]))
    expect(at.system.shown.size).toBe(0)
  })

  it('is not moved into a toast before it is repeated', async () => {
    await raise()
    at.tabs.front = pageTab(1)
    await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
    expect([at.texts(), [...at.system.shown.keys()]]).toEqual([['text 7'], [key]])
    await at.clock.pass(5 * MINUTE)
    expect([at.texts()[0], at.system.shown.size]).toEqual(['text 1', 0])
  })
})

it('a sound comes once with what is new, where the person wants it', async () => {
  at.person = { ...at.person, sounds: true }
  await raise()
  await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
  await at.notifier.read('ops', 7)
  expect(at.host().views.map(({ sound }) => sound)).toEqual([true, true, false])
  at.tabs.front = pageTab(2)
  await at.notifier.frontChanged()
  expect(at.shown(2).sound).toBe(false)
})
