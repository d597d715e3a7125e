import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Arrival } from '../../../extension/background/notifier/alert.ts'
import { message } from './messages.ts'
import { createSurroundings, type Surroundings } from './surroundings.ts'

let at: Surroundings
beforeEach(() => {
  at = createSurroundings()
})

const arrival = (seq: number, changes: Partial<Arrival> = {}): Arrival => ({
  room: { id: 'general', name: 'General', members: 2, seen: 0 },
  logId: 'log-general',
  entries: [message(seq)],
  via: 'push',
  me: 'me',
  ...changes,
})

const inOps = { room: { id: 'ops', name: 'Ops', members: 2, seen: 0 }, logId: 'log-ops' }

/** Waits until the slot waits for its frame, then lets the time pass. */
async function afterSilence(alerted: Promise<void>): Promise<void> {
  await vi.waitFor(() => expect(at.log).toContain('hold 1'))
  await vi.waitFor(() => {
    at.timeIsUp()
    expect(at.log.some((line) => line.startsWith('remove'))).toBe(true)
  })
  await alerted
}

describe('where an alert shows', () => {
  it('is the page in front, with nothing from the operating system', async () => {
    await at.notifier.arrived(arrival(1))
    expect(at.log).toEqual(['hold 1', 'text text 1', 'reveal 1'])
    expect(at.hosts.get(1)?.height).toBe(121)
  })

  it.each([
    ['the tab may not be touched', { tabId: 1, allowed: false }],
    ['another program is in front', undefined],
  ])('is the operating system when %s', async (_, front) => {
    at.tabs.front = front
    await at.notifier.arrived(arrival(1))
    expect(at.log).toEqual(['system log-general:1'])
  })

  it('is the operating system when the page refuses the host', async () => {
    at.page.does = 'refuse'
    await at.notifier.arrived(arrival(1))
    expect(at.log).toEqual(['system log-general:1'])
  })

  it('is the operating system when the page loses the host', async () => {
    at.page.does = 'lose it'
    await at.notifier.arrived(arrival(1))
    expect(at.log).toEqual(['hold 1', 'text text 1', 'remove 1', 'system log-general:1'])
  })

  it('is the operating system when the frame stays silent, and then a late frame gets no text', async () => {
    at.page.does = 'stay silent'
    await afterSilence(at.notifier.arrived(arrival(1)))
    expect(at.log).toEqual(['hold 1', 'remove 1', 'system log-general:1'])
    const late = { type: 'toast-ready', nonce: at.lastNonce() }
    expect(at.notifier.toastMessage(late, { tabId: 1, frameId: 7 })).toBeUndefined()
  })

  it('is the badge alone without permissions', async () => {
    at.system.granted = false
    at.page.does = 'refuse'
    await at.notifier.arrived(arrival(1))
    expect(at.log).toEqual([])
  })
})

describe('what does not alert', () => {
  it('is one’s own message, a large room, a room that is looked at, and what was read', async () => {
    const mine = message(1, { author: { id: 'me', name: 'Me' } })
    await at.notifier.arrived(arrival(1, { entries: [mine] }))
    await at.notifier.arrived(arrival(2, { room: { id: 'all', name: 'All', members: 6, seen: 0 } }))
    await at.notifier.arrived(arrival(3, { room: { id: 'general', name: 'General', members: 2, seen: 3 } }))
    at.showing.add('general')
    await at.notifier.arrived(arrival(4))
    expect(at.log).toEqual([])
  })

  it('is what was told before, by this worker or by the one before it', async () => {
    await at.notifier.arrived(arrival(1))
    await at.notifier.arrived(arrival(1))
    const restarted = createSurroundings(at.marks)
    await restarted.notifier.arrived(arrival(1))
    expect([...at.log, ...restarted.log].filter((line) => line.startsWith('hold'))).toHaveLength(1)
  })
})

describe('one at a time', () => {
  it('a newer toast replaces the older', async () => {
    await Promise.all([at.notifier.arrived(arrival(1)), at.notifier.arrived(arrival(2))])
    expect(at.log).toEqual([
      'hold 1',
      'text text 1',
      'reveal 1',
      'remove 1',
      'hold 1',
      'text text 2',
      'reveal 1',
    ])
  })

  it('a newer alert replaces one in the other place', async () => {
    at.tabs.front = undefined
    await at.notifier.arrived(arrival(1))
    at.tabs.front = { tabId: 1, allowed: true }
    await at.notifier.arrived(arrival(2))
    expect(at.system.shown.size).toBe(0)
    at.tabs.front = undefined
    await at.notifier.arrived(arrival(3))
    expect([at.hosts.size, [...at.system.shown.keys()]]).toEqual([0, ['log-general:3']])
  })

  it('a failure does not hold up the next alert', async () => {
    at.deps.alerted.upTo = () => Promise.reject(new Error('disk'))
    await expect(at.notifier.arrived(arrival(1))).rejects.toThrow('disk')
    at.deps.alerted.upTo = () => Promise.resolve(0)
    await at.notifier.arrived(arrival(2))
    expect(at.log).toContain('text text 2')
  })
})

describe('a catch-up', () => {
  it('alerts once, when it has ended, for all rooms together', async () => {
    const entries = Array.from({ length: 48 }, (_, index) => message(index + 1))
    await at.notifier.arrived(arrival(0, { via: 'catch-up', entries }))
    await at.notifier.arrived(arrival(0, { ...inOps, via: 'catch-up', entries: [message(98), message(99)] }))
    expect(at.log).toEqual([])
    at.tabs.front = undefined
    await at.notifier.caughtUp()
    expect([...at.system.shown]).toEqual([
      ['log-ops:99', { author: 'Ada', room: 'Ops', text: 'text 99', more: 49 }],
    ])
    await at.notifier.caughtUp()
    expect(at.log).toHaveLength(1)
  })

  it('tells nothing of a room that was lost meanwhile', async () => {
    const account = { server: 'http://127.0.0.1:8787', me: { id: 'me', name: 'Me' } }
    const rooms = [{ id: 'general', name: 'General', unread: 0, members: 2 }]
    await at.notifier.update({ account, connection: { state: 'connected' }, rooms })
    await at.notifier.arrived(arrival(1, { via: 'catch-up' }))
    await at.notifier.update({ account, connection: { state: 'connected' }, rooms: [] })
    await at.notifier.caughtUp()
    expect(at.log).toEqual(['badge '])
  })
})
