import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})

const rooms = (...ids: string[]) => ids.map((id) => ({ id, logId: undefined, readUpTo: 0 }))

describe.each([
  ['toast', pageTab(1)],
  ['notification', undefined],
])('an alert that shows as a %s', (_, front) => {
  const visible = (): number => at.hosts.size + at.system.shown.size
  beforeEach(async () => {
    at.tabs.front = front
    await at.notifier.roomsChanged(rooms('general', 'ops'), true)
    await at.notifier.arrived(arrivalOf([message(5)]))
    expect(visible()).toBe(1)
  })

  it('goes when it has been read', async () => {
    await at.notifier.read('general', 4)
    await at.notifier.read('ops', 5)
    expect(visible()).toBe(1)
    await at.notifier.read('general', 5)
    expect(visible()).toBe(0)
  })

  it('goes when it was read while no notifier lived', async () => {
    const next = createHarness(at)
    await next.notifier.roomsChanged([{ id: 'general', logId: undefined, readUpTo: 5 }], true)
    expect(visible()).toBe(0)
  })

  it('goes when the room is not the person’s any more, and stays when another one is lost', async () => {
    await at.notifier.roomsChanged(rooms('general'), true)
    expect(visible()).toBe(1)
    await at.notifier.roomsChanged(rooms('ops'), true)
    expect(visible()).toBe(0)
  })

  it('goes when the person leaves the server', async () => {
    await at.notifier.roomsChanged([], false)
    expect(visible()).toBe(0)
  })

  it('survives the start of a worker that does not know its rooms yet', async () => {
    const next = createHarness(at)
    await next.notifier.roomsChanged(rooms(), true)
    await next.notifier.roomsChanged(rooms('general'), true)
    expect(visible()).toBe(1)
  })
})

it('a read message uncovers what was counted beside it', async () => {
  await at.notifier.arrived(arrivalOf([message(1)], { id: 'ops' }))
  await at.notifier.arrived(arrivalOf([message(2)]))
  await at.notifier.read('general', 2)
  expect([at.texts(), at.shown().rest.count]).toEqual([['text 1'], 0])
})

describe('a notification of the operating system', () => {
  it('opens its room, is read, and goes when it is clicked', async () => {
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([message(5)]))
    await at.notifier.notificationClicked('log-general:5')
    await at.notifier.notificationClicked('somebody else’s')
    expect([at.lines('open'), at.lines('read'), at.system.shown.size]).toEqual([
      ['open general'],
      ['read general 5'],
      0,
    ])
  })

  it('that is in no alert state is cleared at the start', async () => {
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([message(5)]))
    at.disk.alerts = { of: 'another version' }
    await createHarness(at).notifier.frontChanged()
    expect(at.system.shown.size).toBe(0)
  })
})

describe('a thousand changes while the notifier is busy', () => {
  it('wait as one, and what came before the last of them is retracted by it', async () => {
    let go = (): void => undefined
    const busy = new Promise<void>((resolve) => (go = resolve))
    const { frontTab } = at.deps.pages
    at.deps.pages.frontTab = () => busy.then(frontTab)
    const { now } = at.clock
    let times = 0
    at.clock.now = () => {
      times += 1
      return now()
    }
    const first = at.notifier.arrived(arrivalOf([message(1)]))
    const updates = Array.from({ length: 1_000 }, (_, time) =>
      at.notifier.roomsChanged(rooms('ops', ...(time % 2 === 0 ? ['general'] : [])), true),
    )
    const second = at.notifier.arrived(arrivalOf([message(2)]))
    updates.push(at.notifier.roomsChanged(rooms('ops'), true))
    at.deps.pages.frontTab = frontTab
    go()
    await Promise.all([first, second, ...updates])
    expect(times).toBeLessThan(50)
    expect(at.hosts.size).toBe(0)
  })
})
