import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, claim, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const MINUTE = 60_000
const key = 'log-general:1'

let at: Harness
const shows = (): [toasts: number, system: string[]] => [at.hosts.size, [...at.system.shown.keys()]]
const goTo = async (front: Harness['tabs']['front']): Promise<void> => {
  at.tabs.front = front
  await at.notifier.frontChanged()
}
/** Each time that something new showed, the minutes since. */
async function comes(minutes: number): Promise<number[]> {
  const found: number[] = []
  for (let minute = 1; minute <= minutes; minute += 1) {
    const before = at.lines('mount').length + at.lines('system').length
    if (at.hosts.size > 0) await at.say({ type: 'toast-dismiss', key })
    await at.clock.pass(MINUTE)
    if (at.lines('mount').length + at.lines('system').length > before) found.push(minute)
  }
  return found
}

describe('an urgent message with nowhere to show', () => {
  beforeEach(async () => {
    at = createHarness()
    at.tabs.front = undefined
    at.system.granted = false
    await at.notifier.arrived(arrivalOf([urgent(1)]))
    expect(shows()).toEqual([0, []])
  })

  it('shows once when a page comes to the front, and is repeated from then on', async () => {
    await at.clock.pass(2 * MINUTE)
    await goTo(pageTab(1))
    await goTo(pageTab(1))
    expect([at.texts(), at.lines('mount')]).toEqual([['text 1'], ['mount 1']])
    expect(await comes(60)).toEqual([5, 10, 15, 20, 25, 30])
  })

  it('shows once when notifications are permitted, however often settings change', async () => {
    at.system.granted = true
    await at.notifier.settingsChanged()
    await at.notifier.settingsChanged()
    expect(at.lines('system')).toEqual([`system ${key}`])
  })

  it('shows where no event announced the place, at its next repeat, also after a long time', async () => {
    await at.clock.pass(60 * MINUTE)
    at.tabs.front = pageTab(1)
    await at.clock.pass(5 * MINUTE)
    expect(at.texts()).toEqual(['text 1'])
    expect(await comes(60)).toEqual([5, 10, 15, 20, 25, 30])
  })

  it('shows in the page that shows what comes later, once', async () => {
    at.tabs.front = pageTab(1)
    await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
    await at.notifier.frontChanged()
    expect([at.texts(), at.lines('mount')]).toEqual([['text 1', 'text 7'], ['mount 1']])
  })

  it('shows after the worker was killed', async () => {
    at.clock.forget()
    at.tabs.front = pageTab(1)
    const next = createHarness(at)
    await at.settle()
    await at.clock.pass(1)
    expect(next.texts()).toEqual(['text 1'])
  })

  it.each([
    ['read', () => at.notifier.read('general', 1)],
    ['had by somebody', () => at.notifier.arrived(arrivalOf([claim(2, 1)]))],
    ['not agreed to any more', () => Promise.resolve(void (at.person = { ...at.person, urgent: false }))],
  ])('does not show when it is %s meanwhile', async (_, happens) => {
    await happens()
    await goTo(pageTab(1))
    await at.clock.pass(60 * MINUTE)
    expect([shows(), at.log]).toEqual([[0, []], []])
  })
})

describe('an urgent card', () => {
  beforeEach(async () => {
    at = createHarness()
    at.system.granted = false
    await at.notifier.arrived(arrivalOf([urgent(1)]))
  })

  it('whose page went where nothing can show comes again with the next page', async () => {
    const { end } = at.host()
    at.hosts.clear()
    await goTo(undefined)
    end?.()
    await at.settle()
    expect(shows()).toEqual([0, []])
    await goTo(pageTab(2))
    expect([[...at.hosts.keys()], at.texts(2)]).toEqual([[2], ['text 1']])
  })

  it('that was answered does not, though its page is gone', async () => {
    const { end } = at.host()
    await at.say({ type: 'toast-reply', key, id: 'answer-1', text: 'Yes.' })
    at.hosts.clear()
    await goTo(undefined)
    end?.()
    await at.settle()
    await goTo(pageTab(2))
    await at.clock.pass(60 * MINUTE)
    expect([at.hosts.size, at.lines('mount')]).toEqual([0, ['mount 1']])
  })

  it('that a page has tampered with gets no toast any more, not even an empty one', async () => {
    const { end } = at.host()
    at.hosts.clear()
    at.found.probe = 'tampered'
    end?.()
    await at.settle()
    at.found.probe = undefined
    await goTo(pageTab(2))
    await at.clock.pass(5 * MINUTE)
    expect([at.hosts.size, at.lines('mount')]).toEqual([0, ['mount 1']])
    at.system.granted = true
    await at.notifier.settingsChanged()
    expect([shows(), at.lines('mount')]).toEqual([[0, [key]], ['mount 1']])
    await at.clock.pass(5 * MINUTE)
    expect([shows(), at.lines('system').length]).toEqual([[0, [key]], 2])
  })

  it('whose repeat finds no place comes when there is one: six times in all', async () => {
    await at.say({ type: 'toast-dismiss', key })
    await goTo(undefined)
    await at.clock.pass(12 * MINUTE)
    await goTo(pageTab(1))
    expect(at.lines('mount')).toHaveLength(2)
    expect(await comes(60)).toEqual([5, 10, 15, 20, 25])
  })
})

it('another message with nowhere to show stays on the badge', async () => {
  at = createHarness()
  at.tabs.front = undefined
  at.system.granted = false
  await at.notifier.arrived(arrivalOf([message(1, { priority: 4 })]))
  await goTo(pageTab(1))
  expect(shows()).toEqual([0, []])
})
