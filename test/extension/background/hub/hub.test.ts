import { describe, expect, test } from 'vitest'
import { createHub, type HubSource } from '../../../../extension/background/hub/hub.ts'
import { createTyping } from '../../../../extension/background/hub/typing.ts'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'
import type { HubMessage } from '../../../../extension/shared/hub-messages.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { messageAt, messages } from '../../../support/channel/sample.ts'

function start() {
  const clock = createManualClock()
  const log = new Map([
    ['general', messages(1, 250)],
    ['ops', messages(1, 2)],
  ])
  const source: HubSource = {
    overview: () => ({
      account: undefined,
      joining: undefined,
      connection: { state: 'connected' },
      rooms: [],
      unsent: 0,
      settings: defaultPersonSettings,
      settingsUnsent: false,
      device: defaultDeviceSettings,
      textHidden: 'no',
      clockOffset: 0,
      current: undefined,
    }),
    room: (id) =>
      log.has(id) ? { state: { seen: 0, loading: false, reloaded: false, outbox: [] }, floor: 1 } : undefined,
    draft: async () => 'half',
    entries: async (room, before = Infinity, limit, use) => {
      await Promise.resolve()
      use((log.get(room) ?? []).filter((entry) => entry.seq < before).slice(-limit))
    },
    after: (ms, run) => clock.after(ms, run),
  }
  const hub = createHub(source)
  const open = () => {
    const got: HubMessage[] = []
    const page = hub.connect({ post: (message) => got.push(message) })
    const watch = async (room: string | null, showing = true) => {
      page.received({ type: 'watch', room, showing })
      await hub.idle()
    }
    return { got, page, watch, last: () => got.at(-1) }
  }
  return { hub, clock, open }
}

describe('a page', () => {
  test('gets the overview first, then a snapshot of what it watches', async () => {
    const { open } = start()
    const { got, watch } = open()
    expect(got.map(({ type }) => type)).toEqual(['overview'])
    await watch('general')
    expect(got[1]).toMatchObject({
      type: 'room',
      view: { room: 'general', draft: 'half', state: { more: true } },
    })
    expect(got[1]?.type === 'room' && got[1].view.entries).toEqual(messages(151, 250))
  })
  test('gets what follows, of its room alone', async () => {
    const { hub, open } = start()
    const a = open()
    const b = open()
    await a.watch('general')
    await b.watch('ops')
    hub.entries('general', [messageAt(251)])
    expect(a.last()).toMatchObject({ type: 'entries', entries: [messageAt(251)] })
    expect(b.last()?.type).toBe('room')
  })
  test('gets nothing of a room before its snapshot', async () => {
    const { hub, open } = start()
    const { got, page } = open()
    page.received({ type: 'watch', room: 'general', showing: true })
    hub.entries('general', [messageAt(251)])
    await hub.idle()
    expect(got.map(({ type }) => type)).toEqual(['overview', 'room'])
  })
  test('pages back until there is no more', async () => {
    const { hub, open } = start()
    const { watch, last } = open()
    await watch('general')
    await hub.older('general')
    expect(last()).toMatchObject({ type: 'older', entries: messages(51, 150), state: { more: true } })
    await hub.older('general')
    expect(last()).toMatchObject({ type: 'older', entries: messages(1, 50), state: { more: false } })
  })
  test('gets a new snapshot when what is kept was replaced', async () => {
    const { hub, open } = start()
    const { got, watch } = open()
    await watch('general')
    hub.opened('general')
    await hub.idle()
    expect(got.map(({ type }) => type)).toEqual(['overview', 'room', 'room'])
  })
  test('that goes on to another room at once gets the snapshot of that one alone', async () => {
    const { hub, open } = start()
    const { got, page } = open()
    page.received({ type: 'watch', room: 'general', showing: true })
    page.received({ type: 'watch', room: 'ops', showing: true })
    await hub.idle()
    expect(got.flatMap((message) => (message.type === 'room' ? message.view.room : []))).toEqual(['ops'])
  })
  test('that asks twice at once for what is older gets it once', async () => {
    const { hub, open } = start()
    const { got, watch } = open()
    await watch('general')
    await Promise.all([hub.older('general'), hub.older('general')])
    expect(got.slice(2)).toMatchObject([{ type: 'older', entries: messages(51, 150) }])
  })
  test('that sends nonsense is not heard', async () => {
    const { hub, open } = start()
    const { got, page } = open()
    for (const message of [null, 'watch', { type: 'watch' }, { type: 'watch', room: '../', showing: true }]) {
      page.received(message)
    }
    await hub.idle()
    expect(got).toHaveLength(1)
  })
})

test('changes of a room in one turn are one message, after the entries', async () => {
  const { hub, open } = start()
  const { got, watch } = open()
  await watch('general')
  hub.stateChanged('general')
  hub.stateChanged('general')
  hub.entries('general', [messageAt(251)])
  await hub.idle()
  expect(got.slice(2).map(({ type }) => type)).toEqual(['entries', 'state'])
})

test('a room is showing only in a page that has the eyes of the person', async () => {
  const { hub, open } = start()
  const { page, watch } = open()
  expect(hub.isShowing('general')).toBe(false)
  await watch('general', false)
  expect(hub.isShowing('general')).toBe(false)
  await watch('general', true)
  expect([hub.isShowing('general'), hub.isShowing('ops')]).toEqual([true, false])
  page.gone()
  expect(hub.isShowing('general')).toBe(false)
})

test('who types is named until 5 s of silence, or until the message comes', async () => {
  const { hub, clock, open } = start()
  const { watch, last } = open()
  await watch('general')
  const typing = async () => {
    await hub.idle()
    const message = last()
    return message && 'state' in message ? message.state.typing : undefined
  }
  hub.typing('general', { id: 'mina', name: 'Mina' })
  expect(await typing()).toEqual(['Mina'])
  clock.pass(4_000)
  hub.typing('general', { id: 'mina', name: 'Mina' })
  clock.pass(4_000)
  expect(await typing()).toEqual(['Mina'])
  clock.pass(1_000)
  expect(await typing()).toEqual([])
  hub.typing('general', { id: 'mina', name: 'Mina' })
  hub.entries('general', [messageAt(251)])
  expect(await typing()).toEqual([])
})

test('of endless people who type 20 are named in a room and 200 in all, each with one timer', () => {
  const clock = createManualClock()
  const typing = createTyping(clock.after, () => undefined)
  for (let room = 0; room < 20; room += 1) {
    for (let person = 0; person < 1_000; person += 1)
      typing.signal(`room-${room}`, { id: `person-${person}`, name: `Person ${person}` })
  }
  const rooms = Array.from({ length: 20 }, (_, room) => typing.names(`room-${room}`).length)
  expect([Math.max(...rooms), rooms.reduce((sum, names) => sum + names), clock.waiting()]).toEqual([
    20, 200, 200,
  ])
  clock.pass(5_000)
  expect(clock.waiting()).toBe(0)
  typing.signal('room-0', { id: 'late', name: 'Late' })
  expect(typing.names('room-0')).toEqual(['Late'])
})
