import { beforeEach, describe, expect, it } from 'vitest'
import { alertMessage } from '../../../../extension/background/notifier/state/admit-arrival.ts'
import { noAlerts, type AlertState } from '../../../../extension/background/notifier/state/alert-state.ts'
import { urgentAlert } from '../../../../extension/background/notifier/state/open-alerts.ts'
import { countedOn, fillUrgent } from '../../../../extension/background/notifier/state/repeat-urgent.ts'
import { arrivalOf, claim, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const SECOND = 1_000
const MINUTE = 60_000

let at: Harness
beforeEach(() => {
  at = createHarness()
})

const state = (): AlertState => at.stored()
const by = (seq: number, name: string) => ({ ...urgent(seq), author: { id: name, name } })
const arrive = (seq: number, id = 'general', name = 'Ada'): Promise<void> =>
  at.notifier.arrived(arrivalOf([by(seq, name)], { id }))
async function burst(count: number, id?: string): Promise<void> {
  for (let seq = 1; seq <= count; seq += 1) await arrive(seq, id)
}
const open = (): [string, number][] => [...at.system.shown].map(([key, { more }]) => [key, more])

describe('200 urgent messages, as notifications of the system', () => {
  beforeEach(() => {
    at.tabs.front = undefined
  })

  it('leave three, and the newest of these counts the rest', async () => {
    await burst(200)
    expect(open()).toEqual([
      ['log-general:1', 0],
      ['log-general:2', 0],
      ['log-general:3', 197],
    ])
    // Each is shown once, in the first moment; what comes after says so in the open notification.
    expect(at.lines('system ').length).toBe(3)
    expect(state().alerts).toHaveLength(3)
  })

  it('play a sound once in 30 s, and the one that counts comes up with it', async () => {
    at.person = { ...at.person, sounds: true }
    const sounds = (): number => at.lines('system ').length
    await burst(10)
    expect([sounds(), [...at.system.shown.values()].map(({ sound }) => sound)]).toEqual([
      3,
      [true, false, false],
    ])
    await at.clock.pass(29 * SECOND)
    await arrive(11)
    expect(sounds()).toBe(3)
    await at.clock.pass(1 * SECOND)
    await arrive(12)
    await arrive(13)
    expect([sounds(), at.lines('system ').at(-1), open().at(-1)]).toEqual([
      4,
      'system log-general:3',
      ['log-general:3', 10],
    ])
  })

  it('raise nothing anew in between where the browser cannot rewrite silently', async () => {
    at.system.updates = false
    await burst(100)
    expect([at.lines('system ').length, at.lines('rewrite').length]).toEqual([3, 0])
    await at.clock.pass(30 * SECOND)
    await arrive(101)
    expect([at.lines('system ').length, open().at(-1)]).toEqual([4, ['log-general:3', 98]])
  })

  it('are all read by who opens the one that counts them; by another, what came up to it', async () => {
    await burst(200)
    await at.notifier.notificationClicked('log-general:1')
    expect([at.lines('read'), open()]).toEqual([
      ['read general 1'],
      [
        ['log-general:2', 0],
        ['log-general:3', 197],
      ],
    ])
    await at.notifier.notificationClicked('log-general:3')
    await at.settle()
    expect([at.lines('read').at(-1), open(), state().urgentMore]).toEqual(['read general 200', [], []])
  })

  it('are counted down by what is read or claimed elsewhere', async () => {
    await burst(10)
    await at.notifier.arrived(arrivalOf([claim(11, 7)]))
    expect(open().at(-1)).toEqual(['log-general:3', 6])
    await at.notifier.read('general', 2)
    expect(open()).toEqual([['log-general:3', 6]])
    // With the last alert of the room gone, the newest of what is left comes up and counts the others.
    await at.notifier.read('general', 5)
    await at.clock.pass(30 * SECOND)
    expect(open()).toEqual([['log-general:10', 3]])
  })

  it('keep no work that grows with them', async () => {
    const workFor = async (count: number): Promise<{ steps: number; bytes: number }> => {
      at = createHarness()
      at.tabs.front = undefined
      await burst(count)
      return { steps: at.log.length, bytes: JSON.stringify(state()).length }
    }
    const [one, two] = [await workFor(200), await workFor(400)]
    expect(two.steps / one.steps).toBeLessThan(2.1)
    expect(two.bytes).toBeLessThan(40_000)
  })

  it('come back as they were after the worker was killed', async () => {
    await burst(50)
    const next = createHarness(at)
    at.clock.forget()
    await next.notifier.frontChanged()
    await next.notifier.arrived(arrivalOf([urgent(50), urgent(51)]))
    expect([open().at(-1), at.lines('system ').length]).toEqual([['log-general:3', 48], 3])
  })
})

describe('another author', () => {
  beforeEach(() => {
    at.tabs.front = undefined
  })

  it('is seen beside one who sends many: the oldest of these makes room', async () => {
    await burst(200)
    await arrive(1, 'ops', 'Bob')
    expect(open()).toEqual([
      ['log-general:2', 0],
      ['log-general:3', 198],
      ['log-ops:1', 0],
    ])
  })

  it('is counted where three others call, and comes up when one of these is done', async () => {
    await arrive(1, 'a', 'Ada')
    await arrive(1, 'b', 'Bob')
    await arrive(1, 'c', 'Cleo')
    await arrive(1, 'd', 'Dan')
    expect(open()).toEqual([
      ['log-a:1', 0],
      ['log-b:1', 0],
      ['log-c:1', 1],
    ])
    await at.notifier.notificationClicked('log-c:1')
    // Nothing of another room is read with it.
    expect(at.lines('read')).toEqual(['read c 1'])
    await at.clock.pass(30 * SECOND)
    expect(open().map(([key]) => key)).toEqual(['log-a:1', 'log-b:1', 'log-d:1'])
  })
})

describe('in a toast', () => {
  it('the card says how many more there are, and one Acknowledge is for those of its room', async () => {
    await burst(200)
    expect(at.shown().cards.map(({ key, moreUrgent }) => [key, moreUrgent])).toEqual([['log-general:3', 197]])
    await at.say({ type: 'toast-acknowledge', key: 'log-general:3', verified: true })
    expect([at.lines('read'), at.hosts.size]).toEqual([['read general 200'], 0])
  })

  it('our own page asks about the newest that is counted, so that what is confirmed is all of them', async () => {
    await burst(5)
    await at.say({ type: 'toast-acknowledge', key: 'log-general:3', verified: false })
    await at.say({ type: 'toast-claim', key: 'log-general:3', verified: false })
    expect(at.lines('confirm')).toEqual([
      'confirm general log-general:5 acknowledge',
      'confirm general log-general:3 claim',
    ])
  })

  it('one put off by "Later" comes back when more come, within the limit', async () => {
    await burst(3)
    for (const seq of [3, 2, 1]) await at.say({ type: 'toast-dismiss', key: `log-general:${seq}` })
    expect(at.hosts.size).toBe(0)
    await arrive(4)
    expect(at.hosts.size).toBe(0)
    await at.clock.pass(30 * SECOND)
    await arrive(5)
    expect(at.shown().cards.map(({ key, moreUrgent }) => [key, moreUrgent])).toEqual([['log-general:3', 2]])
  })

  it('repeats sound once in 30 s too', async () => {
    at.person = { ...at.person, sounds: true }
    await burst(3)
    await at.notifier.arrived(arrivalOf([message(9)], { id: 'ops' }))
    const sounds = (): number => at.host().views.filter(({ sound }) => sound).length
    const before = sounds()
    at.tabs.front = pageTab(1)
    await at.clock.pass(5 * MINUTE)
    expect(sounds() - before).toBe(1)
  })
})

describe('an urgent message whose text is not known any more', () => {
  const item = { seq: 9, mention: false, priority: 5, age: 'fresh' } as const
  const chat = { room: 'chat', roomName: 'Chat', members: 2, logId: 'log-chat', items: [item], skipped: 0 }
  const counted: AlertState = { ...noAlerts, urgentMore: [chat] }

  it('stays counted on the alert of another room', () => {
    const said = alertMessage(urgent(3), arrivalOf([]), [])
    if (said === undefined) throw new Error('it is a message')
    const open = urgentAlert(said, 1)
    const both = { ...counted, alerts: [open] }
    expect(fillUrgent(both, 0)).toEqual(both)
    expect(countedOn(both, open.key)).toBe(1)
  })

  it('is on the badge alone where there is no alert to count it on', () => {
    expect(fillUrgent(counted, 0)).toEqual(noAlerts)
  })
})
