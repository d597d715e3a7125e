import { beforeEach, describe, expect, it } from 'vitest'
import { defaultRoomSettings, type RoomSettings } from '../../../../protocol/notification-settings.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import { arrivalOf, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})

const FOREVER = Number.MAX_SAFE_INTEGER
const set = (room: string, changes: Partial<RoomSettings>): unknown =>
  at.rooms.set(room, { ...defaultRoomSettings, ...changes })
const catchUp = (id: string, entries: Entry[], members = 2): Promise<void> =>
  at.notifier.arrived(arrivalOf(entries, { id, source: 'catch-up', members }))
const disturb = (): void => void (at.person = { ...at.person, doNotDisturbUntil: FOREVER })

/** `waiting` rooms have a message each that waits, since this minute's cards are used up; those are gone. */
async function burst(...waiting: string[]): Promise<void> {
  for (let room = 1; room <= 6; room += 1)
    await at.notifier.arrived(arrivalOf([message(1)], { id: `room-${room}` }))
  for (const id of waiting) await at.notifier.arrived(arrivalOf([message(1), message(2)], { id }))
  for (let room = 1; room <= 6; room += 1) await at.notifier.read(`room-${room}`, 1)
  expect(at.hosts.size).toBe(0)
}

describe('a digest goes by the settings of the moment at which it is raised', () => {
  it('a burst waits, and comes', async () => {
    await burst('ops', 'chat')
    await at.clock.pass(60_000)
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 4, rooms: 2 }])
  })

  it('do not disturb holds it, and it does not come afterwards either', async () => {
    await burst('ops')
    disturb()
    await at.clock.pass(60_000)
    expect([at.hosts.size, at.system.shown.size]).toEqual([0, 0])
    at.person = { ...at.person, doNotDisturbUntil: null }
    await at.clock.pass(600_000)
    expect(at.hosts.size).toBe(0)
  })

  it('quiet hours hold it', async () => {
    await burst('ops')
    const everyDay = { on: true, days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00' }
    at.person = { ...at.person, quietHours: { ...at.person.quietHours, ...everyDay } }
    await at.clock.pass(60_000)
    expect(at.hosts.size).toBe(0)
  })

  it.each([
    ['muted', { mutedUntil: FOREVER }],
    ['of which nothing is wanted', { level: 'nothing' }],
    ['where only calls are wanted', { level: 'mentions' }],
  ] as const)('a room that is %s by now is left out', async (_, changes) => {
    await burst('ops', 'chat')
    set('ops', changes)
    await at.clock.pass(60_000)
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', room: 'Chat', count: 2, rooms: 1 }])
  })

  it('so it is after an absence', async () => {
    await catchUp('ops', [message(1), message(2)])
    await catchUp('chat', [message(1), message(2)])
    set('ops', { mutedUntil: FOREVER })
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 2, rooms: 1 }])
  })

  it('and nothing of an absence shows in quiet hours', async () => {
    await catchUp('ops', [message(1), message(2, { text: '@Me' }), message(3, { priority: 4 })])
    disturb()
    await at.notifier.caughtUp()
    expect(at.hosts.size).toBe(0)
  })

  it('priority 4 of an absence comes through a mute by now as through one before', async () => {
    await catchUp('ops', [message(1), message(2, { priority: 4 })])
    set('ops', { mutedUntil: FOREVER })
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ priority: 4, text: 'text 2' }])
  })

  it('an old priority 5 that the person agreed to comes through all of it', async () => {
    at.lastConnected.at = 10_000_000
    disturb()
    await catchUp('ops', [urgent(1), message(2, { text: '@Me' })])
    set('ops', { mutedUntil: FOREVER, level: 'nothing' })
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ priority: 5, text: 'text 1' }])
  })

  it('and is held when the person agrees no more', async () => {
    at.lastConnected.at = 10_000_000
    await catchUp('ops', [urgent(1)])
    disturb()
    at.person = { ...at.person, urgent: false }
    await at.notifier.caughtUp()
    expect(at.hosts.size).toBe(0)
  })

  it('a digest that is shown again leaves out a room that was muted since', async () => {
    await catchUp('ops', [message(1), message(2)])
    await at.notifier.caughtUp()
    set('ops', { mutedUntil: FOREVER })
    await catchUp('chat', [message(1), message(2)])
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', room: 'Chat', count: 2, rooms: 1 }])
  })
})
