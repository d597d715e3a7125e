import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, claim, message } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const catchUp = (id: string, ...texts: string[]): Promise<void> => {
  const entries = texts.map((text, index) => message(index + 1, { text }))
  return at.notifier.arrived(arrivalOf(entries, { id, source: 'catch-up' }))
}
const only = (...ids: string[]): Promise<void> => {
  const rooms = ids.map((id) => ({ id, logId: undefined, readUpTo: 0 }))
  return at.notifier.roomsChanged(rooms, true)
}
const KEY = 'log-ops:2'

describe.each([
  ['toast', pageTab(1)],
  ['notification', undefined],
])('a digest in a %s', (place, front) => {
  const open = async (): Promise<string[]> => {
    if (place === 'toast') await at.say({ type: 'toast-open', key: KEY })
    else await at.notifier.notificationClicked(KEY)
    return at.lines('open')
  }
  const visible = (): number => at.hosts.size + at.system.shown.size
  beforeEach(async () => {
    at.tabs.front = front
    await catchUp('general', 'one', 'two')
    await catchUp('ops', '@Me', 'two')
    await at.notifier.caughtUp()
    expect(visible()).toBe(1)
  })

  it('opens the room that mentions the person', async () => expect(await open()).toEqual(['open ops']))

  it('opens what is left of it when that was read', async () => {
    await at.notifier.read('ops', 2)
    expect([await open(), visible()]).toEqual([['open general'], 0])
  })

  it('opens what is left of it when the person was removed from that room', async () => {
    await only('general')
    expect([await open(), visible()]).toEqual([['open general'], 0])
  })

  it('goes with the last of it', async () => {
    await at.notifier.read('ops', 2)
    await at.notifier.read('general', 2)
    expect(visible()).toBe(0)
  })
})

describe('the card of a digest', () => {
  beforeEach(async () => {
    await catchUp('general', 'one', 'two')
    await catchUp('ops', '@Me', 'two')
  })

  it('names the room that is left, and does not call when that does not', async () => {
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ room: 'Ops', mention: true, mentions: 1, rooms: 2 }])
    await at.notifier.read('ops', 2)
    expect(at.shown().cards).toMatchObject([
      { key: KEY, room: 'General', mention: false, mentions: 0, rooms: 1 },
    ])
  })

  it('names the room also when somebody has its newest message', async () => {
    await at.notifier.arrived(arrivalOf([claim(3, 2)], { id: 'ops', source: 'catch-up' }))
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ room: 'Ops', count: 3 }])
  })
})
