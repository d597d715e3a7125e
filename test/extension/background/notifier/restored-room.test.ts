import { beforeEach, describe, expect, it } from 'vitest'
import { arrivalOf, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

let at: Harness
beforeEach(() => {
  at = createHarness()
})
const update = (logs: Record<string, string | undefined>): Promise<void> => {
  const rooms = Object.entries(logs).map(([id, logId]) => ({ id, logId, readUpTo: 0 }))
  return at.notifier.roomsChanged(rooms, true)
}
const KEY = 'log-general:1'

describe('when a room has another log', () => {
  it.each([
    ['toast', pageTab(1)],
    ['notification', undefined],
  ])('what a %s shows of the old one goes', async (_, front) => {
    at.tabs.front = front
    await at.notifier.arrived(arrivalOf([urgent(1)]))
    await at.notifier.arrived(arrivalOf([message(2)]))
    await update({ general: 'log-general' })
    expect(at.hosts.size || at.system.shown.size).toBeGreaterThan(0)
    await update({ general: 'another' })
    expect([at.hosts.size, at.system.shown.size, at.stored().alerts]).toEqual([0, 0, []])
  })

  it('nothing goes while its log is not known', async () => {
    await at.notifier.arrived(arrivalOf([message(1)]))
    await update({ general: undefined })
    expect(at.texts()).toEqual(['text 1'])
  })

  it('a digest keeps the other rooms, and nothing of the old log waits', async () => {
    const catchUp = (id: string, from: number): Promise<void> =>
      at.notifier.arrived(arrivalOf([message(from), message(from + 1)], { id, source: 'catch-up' }))
    await catchUp('general', 1)
    await catchUp('ops', 1)
    await at.notifier.caughtUp()
    await catchUp('general', 3)
    await update({ general: 'another', ops: 'log-ops' })
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 2, room: 'Ops' }])
    expect(at.stored().catchUpQueue).toEqual({ is: 'empty' })
  })

  it('a burst of the old one is not counted with what comes', async () => {
    for (let seq = 1; seq <= 3; seq += 1) await at.notifier.arrived(arrivalOf([message(seq)]))
    // Before the rooms are heard of.
    await at.notifier.arrived({ ...arrivalOf([message(1, { text: 'new' })]), logId: 'another' })
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: 'new' }])
    await update({ general: 'another' })
    expect(at.stored().bursts.rooms).toMatchObject({ general: { logId: 'another', messages: { length: 1 } } })
    await update({ general: 'a third' })
    expect(at.stored().bursts.rooms).toEqual({})
  })

  it.each([
    { type: 'toast-claim', verified: true },
    { type: 'toast-claim', verified: false },
    { type: 'toast-acknowledge', verified: true },
    { type: 'toast-dismiss' },
    { type: 'toast-open' },
    { type: 'toast-reply', id: 'an-id-of-a-reply', text: 'yes' },
  ])('a card of the old one does nothing to the new one: $type', async (pressed) => {
    await at.notifier.arrived(arrivalOf([message(1)]))
    at.deps.roomOf = () => undefined
    const answer = await at.say({ ...pressed, key: KEY })
    expect(answer).toMatchObject({ ok: false, error: { reason: { kind: 'gone' } } })
    const actions = ['claim', 'read', 'reply', 'confirm', 'open'].flatMap(at.lines)
    expect([actions, at.hosts.size]).toEqual([[], 0])
  })

  it('nor does a click on its notification', async () => {
    at.tabs.front = undefined
    await at.notifier.arrived(arrivalOf([message(1)]))
    at.deps.roomOf = () => undefined
    await at.notifier.notificationClicked(KEY)
    expect([at.lines('read'), at.lines('open'), at.system.shown.size]).toEqual([[], ['open undefined'], 0])
  })
})
