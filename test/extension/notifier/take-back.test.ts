import { beforeEach, describe, expect, it } from 'vitest'
import type { Arrival } from '../../../extension/background/notifier/alert.ts'
import { message } from './messages.ts'
import { createSurroundings, type Surroundings } from './surroundings.ts'

let at: Surroundings
beforeEach(() => {
  at = createSurroundings()
})

const arrival = (seq: number): Arrival => ({
  room: { id: 'general', name: 'General', members: 2, seen: 0 },
  logId: 'log-general',
  entries: [message(seq)],
  via: 'push',
  me: 'me',
})

const account = { server: 'http://127.0.0.1:8787', me: { id: 'me', name: 'Me' } }
const connection = { state: 'connected' } as const
const rooms = (...ids: string[]) => ids.map((id) => ({ id, name: id, unread: 1, members: 2 }))

describe.each([
  ['toast', { tabId: 1, allowed: true }],
  ['notification', undefined],
])('an alert that shows as a %s', (_, front) => {
  const visible = (): number => at.hosts.size + at.system.shown.size
  beforeEach(async () => {
    at.tabs.front = front
    await at.notifier.update({ account, connection, rooms: rooms('general', 'ops') })
    await at.notifier.arrived(arrival(5))
    expect(visible()).toBe(1)
  })

  it('goes when it has been read', async () => {
    await at.notifier.read('general', 4)
    await at.notifier.read('ops', 5)
    expect(visible()).toBe(1)
    await at.notifier.read('general', 5)
    expect(visible()).toBe(0)
  })

  it('goes when the room is not the person’s any more, and stays when another one is lost', async () => {
    await at.notifier.update({ account, connection, rooms: rooms('general') })
    expect(visible()).toBe(1)
    await at.notifier.update({ account, connection, rooms: rooms('ops') })
    expect(visible()).toBe(0)
  })

  it('goes when the person leaves the server', async () => {
    at.deps.roomOf = () => undefined
    await at.notifier.update({ account: undefined, connection, rooms: [] })
    expect(visible()).toBe(0)
  })
})

describe('a notification of the operating system', () => {
  it('survives the start of a worker that does not know its rooms yet', async () => {
    at.system.shown.set('log-general:5', { author: 'Ada', room: 'General', text: 'hi', more: 0 })
    await at.notifier.update({ account, connection, rooms: [] })
    await at.notifier.update({ account, connection, rooms: rooms('general') })
    expect(at.system.shown.size).toBe(1)
  })

  it('opens its room and goes when it is clicked', async () => {
    at.system.shown.set('log-general:5', { author: 'Ada', room: 'General', text: 'hi', more: 0 })
    await at.notifier.notificationClicked('log-general:5')
    await at.notifier.notificationClicked('somebody else’s')
    expect([at.opened, at.system.shown.size]).toEqual([['general'], 0])
  })
})

describe('an open toast', () => {
  beforeEach(() => at.notifier.arrived(arrival(1)))

  it('follows to the tab that came to the front', async () => {
    at.tabs.front = { tabId: 2, allowed: true }
    await at.notifier.frontChanged()
    expect([...at.hosts.keys()]).toEqual([2])
    await at.notifier.frontChanged()
    expect(at.log.filter((line) => line.startsWith('hold'))).toEqual(['hold 1', 'hold 2'])
  })

  it.each([[{ tabId: 2, allowed: false }], [undefined]])('stays behind when that is %o', async (front) => {
    at.tabs.front = front
    await at.notifier.frontChanged()
    expect([[...at.hosts.keys()], at.system.shown.size]).toEqual([[1], 0])
  })

  it('that went with its page does not come back elsewhere', async () => {
    at.hosts.clear()
    at.tabs.front = { tabId: 2, allowed: true }
    await at.notifier.frontChanged()
    await at.notifier.frontChanged()
    expect([at.hosts.size, at.system.shown.size]).toEqual([0, 0])
  })

  it('becomes a notification where the tab in front cannot hold it', async () => {
    at.page.does = 'refuse'
    at.tabs.front = { tabId: 2, allowed: true }
    await at.notifier.frontChanged()
    expect([at.hosts.size, at.system.shown.size]).toEqual([0, 1])
  })

  it('that is dismissed while it is about to follow does not come back', async () => {
    at.deps.pages.frontTab = () => {
      at.notifier.toastMessage({ type: 'toast-dismiss', nonce: at.lastNonce() }, { tabId: 1, frameId: 7 })
      return Promise.resolve({ tabId: 2, allowed: true })
    }
    await at.notifier.frontChanged()
    expect(at.hosts.size).toBe(0)
  })
})

describe('the badge', () => {
  it('is set when it changes, and only then', async () => {
    await at.notifier.update({ account, connection, rooms: rooms('general') })
    await at.notifier.update({ account, connection, rooms: rooms('general') })
    await at.notifier.update({ account, connection, rooms: rooms('general', 'ops') })
    expect(at.log).toEqual(['badge 1', 'badge 2'])
  })
})
