import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})

const push = async (from: number, to = from): Promise<void> => {
  for (let seq = from; seq <= to; seq += 1) await at.notifier.arrived(arrivalOf([message(seq)]))
}
const bursts = () => at.stored().bursts

describe('a burst that was read', () => {
  it('on another device is not counted with what comes after it', async () => {
    await push(1, 5)
    await at.notifier.read('general', 5)
    expect(at.hosts.size).toBe(0)
    await push(6)
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: 'text 6' }])
    await push(7, 9)
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', count: 4 }])
  })

  it.each([
    ['a counted card', 5],
    ['a card of one message', 3],
  ])('by dismissing %s is forgotten', async (_, last) => {
    // The read mark comes later, as from a server.
    at.deps.actions.markRead = () => Promise.resolve()
    await push(1, last)
    await at.say({ type: 'toast-dismiss', key: `log-general:${last}` })
    await push(last + 1)
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: `text ${last + 1}` }])
  })

  it('is forgotten with its notification too', async () => {
    at.deps.actions.markRead = () => Promise.resolve()
    at.tabs.front = undefined
    await push(1, 5)
    await at.notifier.notificationClicked('log-general:5')
    await push(6)
    expect([...at.system.shown.values()].map(({ card }) => card.kind)).toEqual(['message'])
  })

  it('still counts for the minute: reading does not make room for more cards', async () => {
    await push(1, 3)
    await at.notifier.read('general', 3)
    await push(4, 6)
    await at.notifier.read('general', 6)
    await push(7)
    expect([at.hosts.size, bursts().cards.length]).toEqual([0, 6])
  })

  it('in part leaves the rest on its card', async () => {
    await push(1, 5)
    await at.notifier.read('general', 3)
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', count: 2, text: 'text 5' }])
    await at.notifier.read('general', 4)
    expect(at.shown().cards).toMatchObject([{ kind: 'message', count: 1, text: 'text 5' }])
    await push(6, 8)
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', count: 4 }])
  })

  it('in part is not counted in "+3" either', async () => {
    await push(1, 5)
    await at.notifier.arrived(arrivalOf([message(1)], { id: 'ops' }))
    expect(at.shown().rest).toEqual({ count: 5, rooms: 1 })
    await at.notifier.read('general', 2)
    expect(at.shown().rest).toEqual({ count: 3, rooms: 1 })
  })

  it('in part goes on being counted with what comes fast', async () => {
    await push(1, 6)
    await at.notifier.read('general', 3)
    await push(7)
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', count: 4, text: 'text 7' }])
  })

  it('is forgotten with a room that is lost', async () => {
    await push(1, 3)
    await at.notifier.roomsChanged([{ id: 'ops', logId: undefined, readUpTo: 0 }], true)
    expect(bursts().rooms).toEqual({})
  })
})
