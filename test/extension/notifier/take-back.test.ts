import { beforeEach, describe, expect, it } from 'vitest'
import { defaultPersonAttention as attention } from '../../../protocol/attention.ts'
import { arrivalOf, message } from './messages.ts'
import { createSurroundings, pageTab, type Surroundings } from './surroundings.ts'

let at: Surroundings
beforeEach(() => {
  at = createSurroundings()
})

const account = { server: 'http://127.0.0.1:8787', me: { id: 'me', name: 'Me' } }
const connection = { state: 'connected' } as const
const rooms = (...ids: string[]) => ids.map((id) => ({ id, unread: 1, members: 2, level: null, seen: 0 }))
const facts = (...ids: string[]) => ({ account, connection, attention, rooms: rooms(...ids) })

describe.each([
  ['toast', pageTab(1)],
  ['notification', undefined],
])('an alert that shows as a %s', (_, front) => {
  const visible = (): number => at.hosts.size + at.system.shown.size
  beforeEach(async () => {
    at.tabs.front = front
    await at.notifier.update(facts('general', 'ops'))
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
    const next = createSurroundings(at)
    await next.notifier.update({
      ...facts('ops'),
      rooms: rooms('general').map((room) => ({ ...room, seen: 5 })),
    })
    expect(visible()).toBe(0)
  })

  it('goes when the room is not the person’s any more, and stays when another one is lost', async () => {
    await at.notifier.update(facts('general'))
    expect(visible()).toBe(1)
    await at.notifier.update(facts('ops'))
    expect(visible()).toBe(0)
  })

  it('goes when the person leaves the server', async () => {
    await at.notifier.update({ ...facts(), account: undefined })
    expect(visible()).toBe(0)
  })

  it('survives the start of a worker that does not know its rooms yet', async () => {
    const next = createSurroundings(at)
    await next.notifier.update(facts())
    await next.notifier.update(facts('general'))
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
    expect([at.lines('open'), at.lines('seen'), at.system.shown.size]).toEqual([
      ['open general'],
      ['seen general 5'],
      0,
    ])
  })

  it('that is on no board is taken away at the start', async () => {
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([message(5)]))
    at.disk.board = { of: 'another version' }
    await createSurroundings(at).notifier.frontChanged()
    expect(at.system.shown.size).toBe(0)
  })
})

it('the badge is set when it changes, and only then', async () => {
  await at.notifier.update(facts('general'))
  await at.notifier.update(facts('general'))
  await at.notifier.update(facts('general', 'ops'))
  expect(at.log).toEqual(['badge 1', 'badge 2'])
})

describe('a thousand changes while the notifier is busy', () => {
  it('wait as one, and what came before the last of them is taken back by it', async () => {
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
      at.notifier.update(facts('ops', ...(time % 2 === 0 ? ['general'] : []))),
    )
    const second = at.notifier.arrived(arrivalOf([message(2)]))
    updates.push(at.notifier.update(facts('ops')))
    at.deps.pages.frontTab = frontTab
    go()
    await Promise.all([first, second, ...updates])
    expect(times).toBeLessThan(50)
    expect(at.hosts.size).toBe(0)
  })
})
