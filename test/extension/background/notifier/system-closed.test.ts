import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const MINUTE = 60_000
const key = 'log-general:1'

let at: Harness
beforeEach(() => {
  at = createHarness()
  at.tabs.front = undefined
})
const push = (seq: number, id = 'general'): Promise<void> =>
  at.notifier.arrived(arrivalOf([message(seq)], { id }))
/** As the browser does it: it is gone, and then it says so. */
const close = async (id: string, byUser?: boolean): Promise<void> => {
  at.system.shown.delete(id)
  await at.notifier.notificationClosed(id, byUser)
  await at.settle()
}
const state = () => at.stored()

describe('a notification that the person has closed', () => {
  it('is read and gone everywhere, as a dismissed card is', async () => {
    await push(1)
    await close(key, true)
    expect([at.lines('read'), state().alerts, state().system]).toEqual([['read general 1'], [], []])
  })

  it('is read also where its closing woke the worker', async () => {
    await push(1)
    at.system.shown.clear()
    at.clock.forget()
    at = createHarness(at)
    await close(key, true)
    await close(key, true)
    expect([at.lines('read'), state().alerts]).toEqual([['read general 1'], []])
  })

  it('is "Later" where it is urgent', async () => {
    await at.notifier.arrived(arrivalOf([urgent(1)]))
    await close(key, true)
    await push(7, 'ops')
    expect([at.lines('read'), at.lines(`system ${key}`).length]).toEqual([[], 1])
    await at.clock.pass(5 * MINUTE)
    expect(at.lines(`system ${key}`)).toHaveLength(2)
  })
})

describe.each([[undefined], [false]])('a notification that is closed, byUser %s', (byUser) => {
  it('is not shown anew with what comes next, and is not read', async () => {
    await push(1)
    await close(key, byUser)
    await at.notifier.arrived(arrivalOf([urgent(7)], { id: 'ops' }))
    at.tabs.front = pageTab(1)
    await push(8, 'ops')
    expect([at.lines('system'), at.texts()]).toEqual([[`system ${key}`, 'system log-ops:7'], ['text 8']])
    expect([at.lines('read'), at.shown().rest.count]).toEqual([[], 0])
  })

  it('comes again at its time where it is urgent, and in no toast before', async () => {
    await at.notifier.arrived(arrivalOf([urgent(1)]))
    await close(key, byUser)
    at.tabs.front = pageTab(1)
    await push(7, 'ops')
    expect(at.texts()).toEqual(['text 7'])
    await at.clock.pass(5 * MINUTE)
    expect([at.texts()[0], at.lines(`system ${key}`).length]).toEqual(['text 1', 1])
  })

  it('and is open again already was only replaced', async () => {
    await push(1)
    await at.notifier.notificationClosed(key, byUser)
    expect(state().system).toEqual([key])
  })
})

it('our own clearing, and what is of no alert of ours, changes nothing', async () => {
  await push(1)
  await at.notifier.read('general', 1)
  await push(2)
  await close(key, true)
  await close('somebody else’s', true)
  expect([state().system, at.lines('read')]).toEqual([['log-general:2'], []])
})

describe('a notification of whose closing nobody heard', () => {
  it('is not shown anew by what comes next', async () => {
    await push(1)
    at.system.shown.clear()
    await at.notifier.arrived(arrivalOf([urgent(7)], { id: 'ops' }))
    expect(at.lines('system')).toEqual([`system ${key}`, 'system log-ops:7'])
  })

  it('is not shown anew by the next worker, and an urgent one waits for its time', async () => {
    await at.notifier.arrived(arrivalOf([urgent(1)]))
    at.system.shown.clear()
    at.clock.forget()
    at = createHarness(at)
    await push(7, 'ops')
    expect(at.lines(`system ${key}`)).toHaveLength(1)
    await at.clock.pass(5 * MINUTE)
    expect(at.lines(`system ${key}`)).toHaveLength(2)
  })

  it('does not hold back what a toast showed until now', async () => {
    await push(1)
    at.system.shown.clear()
    at.tabs.front = pageTab(1)
    await push(2)
    const { end } = at.host()
    at.hosts.clear()
    at.tabs.front = undefined
    end?.()
    await at.settle()
    expect(at.lines('system')).toEqual([`system ${key}`, 'system log-general:2'])
  })
})
