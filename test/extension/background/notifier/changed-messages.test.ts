import { beforeEach, describe, expect, it } from 'vitest'
import { defaultRoomSettings } from '../../../../protocol/notification-settings.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import type { Arrival } from '../../../../extension/background/notifier/state/admit-arrival.ts'
import { about, arrivalOf, message, urgent } from './messages.ts'
import { createHarness, type Harness } from './harness.ts'
import { pageTab } from './world.ts'

const me = { id: 'me', name: 'Me' }
let at: Harness
beforeEach(() => {
  at = createHarness()
  at.logs.set('general', [])
})

/** As the background does it: the journal has the entries before they arrive. */
function arrive(entries: Entry[], changes: Partial<Arrival['room']> & Partial<Arrival> = {}): Promise<void> {
  at.logs.get('general')?.push(...entries)
  return at.notifier.arrived(arrivalOf(entries, changes))
}
/** A room of many people: only mentions alert. */
const large = { members: 9 }
const edit = (seq: number, of: number, text: string): Entry => about(seq, 'edit', of, { text })
const visible = (): number => at.hosts.size + at.system.shown.size

describe('a reply', () => {
  it('to a message of the person alerts as a mention does', async () => {
    await arrive([message(1, { author: me }), message(2)], large)
    await arrive([message(3, { about: 1 })], large)
    expect(at.texts()).toEqual(['text 3'])
    expect(at.shown().cards[0]?.mention).toBe(true)
  })

  it('that comes with what it answers does so too', async () => {
    await arrive([message(1, { author: me }), message(2, { about: 1 })], large)
    expect(at.texts()).toEqual(['text 2'])
  })

  it.each([
    ['to somebody else’s message', [message(1)]],
    ['to one that is not kept', []],
  ])('%s is an ordinary message', async (_, before) => {
    await arrive([...before, message(2)], large)
    await arrive([message(3, { about: 1 })], large)
    expect(visible()).toBe(0)
  })
})

it.each([
  ['reaction', { emoji: '👍', on: true }],
  ['pin', { on: true }],
])('a %s alerts nobody, also to a message of the person', async (kind, body) => {
  await arrive([message(1, { author: me })])
  await arrive([about(2, kind, 1, body)])
  expect(visible()).toBe(0)
})

describe('an edit', () => {
  it('that adds a mention alerts once', async () => {
    await arrive([message(1), message(2)], large)
    expect(visible()).toBe(0)
    await arrive([edit(3, 1, 'hi @Me')], large)
    expect([at.texts(), at.shown().cards[0]?.mention]).toEqual([['hi @Me'], true])
    await at.say({ type: 'toast-dismiss', key: 'log-general:1' })
    expect(at.lines('read')).toEqual(['read general 3'])
    await arrive([edit(4, 1, 'hi @Me!'), edit(5, 1, 'hi'), edit(6, 1, 'hi again @Me')], large)
    expect(visible()).toBe(0)
  })

  it('of a message that was read alerts until the edit is read', async () => {
    await arrive([message(1)], large)
    await arrive([edit(2, 1, 'hi @Me')], { ...large, readUpTo: 1 })
    await at.notifier.roomsChanged([{ id: 'general', logId: undefined, readUpTo: 1 }], true)
    expect(at.texts()).toEqual(['hi @Me'])
    await at.notifier.read('general', 2)
    expect(visible()).toBe(0)
  })

  it.each<[string, Entry[], object]>([
    ['mentioned the person before', [message(1, { text: '@Me' })], large],
    ['alerted without a mention', [message(1)], {}],
    ['answers the person', [message(1, { author: me }), message(2, { about: 1 })], large],
  ])('of a message that %s alerts to nothing anew', async (_, before, room) => {
    await arrive(before, room)
    const last = before.at(-1)?.seq ?? 0
    await at.say({ type: 'toast-expired', key: `log-general:${last}` })
    await arrive([edit(3, last, 'hi @Me')], room)
    expect(visible()).toBe(0)
  })

  it('of a message that mentions nobody, or of one’s own, alerts to nothing', async () => {
    await arrive([message(1), message(2, { author: me })], large)
    await arrive([edit(3, 1, 'hi'), { ...edit(4, 2, 'hi @Me'), author: me }], large)
    expect(visible()).toBe(0)
  })

  it('that comes with its message is what the card says', async () => {
    await arrive([message(1), edit(2, 1, 'hi @Me')], large)
    expect(at.texts()).toEqual(['hi @Me'])
  })

  it('after an absence is a part of the digest, once', async () => {
    await arrive([message(1), message(2)], large)
    await arrive([edit(3, 1, '@Me'), message(4, { text: '@Me too' })], { ...large, source: 'catch-up' })
    await arrive([edit(5, 1, '@Me!')], { ...large, source: 'catch-up' })
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 2, mentions: 2 }])
    await at.notifier.read('general', 3)
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 1, mentions: 1 }])
  })

  it('beyond six cards a minute waits for the digest', async () => {
    const many = Array.from({ length: 9 }, (_, index) => message(index + 1))
    await arrive(many, large)
    for (let seq = 1; seq <= 9; seq += 1) await arrive([edit(9 + seq, seq, '@Me')], large)
    expect([at.shown().rest.count, at.lines('mount').length]).toEqual([5, 1])
  })

  it('changes the text of an open card, without a sound', async () => {
    at.person = { ...at.person, sounds: true }
    await arrive([message(1)])
    await arrive([edit(2, 1, 'better')])
    expect([at.texts(), at.host().views.map(({ sound }) => sound)]).toEqual([['better'], [true, false]])
  })

  it('changes the text of an open notification, without a sound', async () => {
    at.tabs.front = undefined
    await arrive([message(1)])
    await arrive([edit(2, 1, 'better')])
    const { card, sound } = at.system.shown.get('log-general:1') ?? {}
    expect([card?.text, sound, at.lines('system')]).toEqual(['better', false, ['system log-general:1']])
    at.system.updates = false
    await arrive([edit(3, 1, 'best')])
    expect(at.system.shown.get('log-general:1')?.card.text).toBe('best')
  })

  it.each([
    ['in place', true],
    ['by showing it anew', false],
  ])('changes the text of a notification that a worker left as it was, once: %s', async (_, updates) => {
    at.tabs.front = undefined
    at.system.updates = updates
    await arrive([message(1)])
    const { rewrite } = at.deps.system
    at.deps.system.rewrite = () => new Promise(() => undefined)
    void arrive([edit(2, 1, 'better')])
    await at.settle()
    at.deps.system.rewrite = rewrite
    for (let worker = 0; worker < 3; worker += 1) {
      at = createHarness(at)
      await at.settle()
      expect(at.system.shown.get('log-general:1')?.card.text).toBe('better')
    }
    expect(at.lines('rewrite')).toEqual(['rewrite log-general:1'])
  })

  it('changes the text of what waits', async () => {
    at.rooms.set('general', { ...defaultRoomSettings, level: 'all' })
    await arrive([message(1)], { source: 'catch-up' })
    await arrive([edit(2, 1, 'better @Me')])
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'message', text: 'better @Me', mention: true }])
  })
})

describe('a deletion', () => {
  it.each([
    ['card', pageTab(1)],
    ['notification', undefined],
  ])('retracts the %s of its message, and that of no other', async (_, front) => {
    at.tabs.front = front
    await arrive([message(1), message(2)])
    await arrive([about(3, 'delete', 2, {})])
    expect(visible()).toBe(front === undefined ? 0 : 1)
    if (front) expect(at.texts()).toEqual(['text 1'])
    await arrive([about(4, 'delete', 1, {})])
    expect(visible()).toBe(0)
    expect(JSON.stringify(at.stored())).not.toContain('text ')
  })

  it('retracts a card that somebody types in, and keeps what was typed', async () => {
    await arrive([message(1)])
    await at.say({ type: 'toast-typing', key: 'log-general:1', typing: true })
    at.host().unsaved = { key: 'log-general:1', text: 'half' }
    await arrive([about(2, 'delete', 1, {})])
    expect([visible(), at.disk.drafts.get('general')]).toEqual([0, 'half'])
  })

  it('retracts an urgent alert for good', async () => {
    await arrive([urgent(1)])
    await at.say({ type: 'toast-dismiss', key: 'log-general:1' })
    await arrive([about(2, 'delete', 1, {})])
    await at.clock.pass(60 * 60_000)
    expect([visible(), at.lines('mount').length]).toEqual([0, 1])
  })

  it('that comes with its message alerts to nothing', async () => {
    await arrive([message(1), about(2, 'delete', 1, {})])
    expect(visible()).toBe(0)
  })

  it('is taken out of a counted card, which shows the one before', async () => {
    await arrive([message(1), message(2), message(3), message(4), message(5)])
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', count: 5, text: 'text 5' }])
    await arrive([edit(6, 4, 'edited 4')])
    await arrive([about(7, 'delete', 2, {}), about(8, 'delete', 5, {})])
    expect(at.shown().cards).toMatchObject([{ kind: 'counted', count: 3, text: 'edited 4' }])
    await arrive([about(9, 'delete', 4, {}), about(10, 'delete', 3, {})])
    expect(at.shown().cards).toMatchObject([{ kind: 'message', count: 1, text: 'text 1' }])
    expect(JSON.stringify(at.stored())).not.toMatch(/text [2-5]|edited/)
  })

  it('is taken out of a digest, open or waiting', async () => {
    await arrive([message(1), message(2), message(3)], { source: 'catch-up' })
    await arrive([about(4, 'delete', 3, {})], { source: 'catch-up' })
    await at.notifier.caughtUp()
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 2 }])
    await arrive([about(5, 'delete', 2, {})])
    expect(at.shown().cards).toMatchObject([{ kind: 'digest', count: 1 }])
    await arrive([about(6, 'delete', 1, {})])
    expect([visible(), JSON.stringify(at.stored()).includes('text ')]).toEqual([0, false])
  })
})
