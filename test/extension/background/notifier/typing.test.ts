import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, claim, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const key = 'log-general:1'

let at: Harness
beforeEach(async () => {
  at = createHarness()
  await at.notifier.arrived(arrivalOf([message(1)]))
  await type(true)
})
const type = (typing: boolean, tabId?: number): Promise<unknown> =>
  at.say({ type: 'toast-typing', key, typing }, tabId)
const claimed = (): Promise<void> => at.notifier.arrived(arrivalOf([claim(2, 1)]))
const removed = (): Promise<void> =>
  at.notifier.roomsChanged([{ id: 'ops', logId: undefined, readUpTo: 0 }], true)

describe('a card that somebody types in', () => {
  it('stays while somebody else has it, says so, and goes when it is left', async () => {
    await claimed()
    await at.clock.pass(60_000)
    expect(at.shown().cards).toMatchObject([{ key, claimedBy: 'Bob' }])
    await type(false)
    await at.clock.pass(1)
    expect(at.hosts.size).toBe(0)
  })

  it('says who has it for its 3 s where it is left before they are over', async () => {
    await claimed()
    await type(false)
    await at.clock.pass(2_999)
    expect(at.hosts.size).toBe(1)
    await at.clock.pass(1)
    expect(at.hosts.size).toBe(0)
  })

  it('stays when it is read on another device, and goes when it is left', async () => {
    await at.notifier.read('general', 1)
    await at.clock.pass(60_000)
    expect(at.texts()).toEqual(['text 1'])
    await type(false)
    expect(at.hosts.size).toBe(0)
  })

  it('that was read goes with who types to the next tab and the next worker, and never to the system', async () => {
    await at.notifier.read('general', 1)
    at.tabs.front = pageTab(2)
    await at.notifier.frontChanged()
    at.clock.forget()
    at = createHarness(at)
    await at.settle()
    expect(at.texts(2)).toEqual(['text 1'])
    const { end } = at.host(2)
    at.hosts.clear()
    at.tabs.front = undefined
    end?.()
    await at.settle()
    expect(at.lines('system')).toEqual([])
  })

  it.each([
    ['read', () => at.notifier.read('general', 1)],
    ['claimed', claimed],
  ])('and is %s is answered as any other: "Sent" stays for its Undo', async (_, happens) => {
    await happens()
    await at.clock.pass(5_000)
    await at.say({ type: 'toast-reply', key, id: 'r-1', text: 'on it' })
    await type(false)
    await at.clock.pass(2_400)
    expect(at.texts()).toEqual(['text 1'])
    await at.clock.pass(100)
    expect(at.hosts.size).toBe(0)
  })

  it('lets go of the time of the others when it was read and is left', async () => {
    await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
    await at.notifier.read('general', 1)
    await type(false)
    expect([at.texts(), at.stored()]).toMatchObject([
      ['text 7'],
      { toast: { clock: { since: at.clock.now() } } },
    ])
  })

  it('is taken away with its room, its last words are kept, and time goes on for the others', async () => {
    await at.notifier.arrived(arrivalOf([message(7)], { id: 'ops' }))
    at.host().unsaved = { key, text: 'I am on' }
    await removed()
    expect([at.texts(), at.disk.drafts.get('general')]).toEqual([['text 7'], 'I am on'])
    expect(at.stored()).toMatchObject({ toast: { clock: { since: at.clock.now() } } })
  })

  it('keeps its last words when its place is taken by a notification', async () => {
    at.host().unsaved = { key, text: 'I am on' }
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([urgent(7)], { id: 'ops' }))
    expect([at.hosts.size, at.disk.drafts.get('general')]).toEqual([0, 'I am on'])
  })

  it('takes its last words along to the next tab', async () => {
    at.host().unsaved = { key, text: 'I am on' }
    at.tabs.front = pageTab(2)
    await at.notifier.frontChanged()
    expect(at.shown(2).cards).toMatchObject([{ key, draft: 'I am on' }])
  })
})

it('an urgent card that somebody types in stays while somebody else has it', async () => {
  const own = 'log-ops:3'
  await at.notifier.arrived(arrivalOf([urgent(3)], { id: 'ops' }))
  await at.say({ type: 'toast-typing', key: own, typing: true })
  await at.notifier.arrived(arrivalOf([claim(4, 3)], { id: 'ops' }))
  await at.clock.pass(10 * 60_000)
  expect(at.shown().cards[0]).toMatchObject({ key: own, claimedBy: 'Bob' })
  await at.say({ type: 'toast-typing', key: own, typing: false })
  await at.clock.pass(1)
  expect(at.texts()).toEqual(['text 1'])
})
