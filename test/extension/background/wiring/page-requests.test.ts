import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import type { Hub } from '../../../../extension/background/hub/hub.ts'
import { createIndexedDbJournal } from '../../../../extension/background/journal/indexed-db-journal.ts'
import { createLocalState } from '../../../../extension/background/journal/local-state.ts'
import { openDatabase } from '../../../../extension/background/journal/open-database.ts'
import {
  createPageRequests,
  type PageRequestDeps,
} from '../../../../extension/background/wiring/page-requests.ts'
import type { Session } from '../../../../extension/background/session.ts'
import { defaultDeviceSettings, type DeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import type { Action } from '../../../../protocol/action.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { messageAt, sampleRoom } from '../../../support/channel/sample.ts'
import {
  createScriptedTransport,
  type ScriptedTransport,
} from '../../../support/channel/scripted-transport.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { settled } from '../../../support/settled.ts'

const view: Action = { type: 'view', label: 'Graph', url: 'https://grafana.example/d/1' }
const copy: Action = { type: 'copy', label: 'Copy', value: 'kubectl' }
const log = [
  {
    ...messageAt(1, { text: 'Disk full' }),
    priority: 5 as const,
    body: { text: 'Disk full', title: 'db-1', actions: [view, copy] },
  },
  messageAt(2, { text: 'plain' }),
  { ...messageAt(3), kind: 'join', body: {} },
  { ...messageAt(4, { author: 'theo' }), kind: 'claim', about: 1, body: {} },
]

/** The requests of a page to a background with one room; not joined: nobody yet. */
async function start({ joined = true } = {}) {
  const db = await openDatabase(randomUUID())
  const [local, journal] = [createLocalState(db), createIndexedDbJournal(db)]
  await journal.apply(sampleRoom({ cursor: 4, name: 'Ops' }), log, 'me')
  const transport = createScriptedTransport()
  const channel = await startChannel({
    account: { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } },
    journal,
    clock: createManualClock(),
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: silentListener,
  })
  const ran: Action[] = []
  const devices: DeviceSettings[] = []
  const saved: DeviceSettings[] = []
  const deps: PageRequestDeps = {
    session: { channel: () => (joined ? channel : undefined) } as Session,
    browser: { saveDevice: async (settings) => void saved.push(settings) },
    local,
    journal,
    hub: {} as Hub,
    showed: () => undefined,
    deviceChanged: (settings) => void devices.push(settings),
    runAction: async (action) => (ran.push(action), ok({ status: 204 })),
    testAlert: async (delayMs) => ok({ shown: 'toast', ms: delayMs, whyNoToast: undefined }),
  }
  const request = createPageRequests(deps)
  const ask = (type: string, input: unknown) => request({ type, input })
  return { ask, channel, transport, ran, devices, saved }
}

describe('notification settings', () => {
  test('are stored here and answered without a connection', async () => {
    const { ask, channel } = await start()
    const settings = { ...defaultPersonSettings, keywords: ['deploy'] }
    expect(await ask('change-settings', { of: 'person', settings })).toEqual(ok(null))
    expect([channel.settings.person(), channel.settings.unsent()]).toEqual([settings, true])
  })
  test('of a room that is none of ours are refused', async () => {
    const { ask, channel } = await start()
    const settings = { level: 'all', mutedUntil: null }
    expect(await ask('change-settings', { of: 'room', room: 'nowhere', settings })).toMatchObject({
      error: { code: 'unknown_room' },
    })
    expect(await ask('change-settings', { of: 'room', room: 'general', settings })).toEqual(ok(null))
    expect(channel.settings.room('general')).toEqual(settings)
  })
  test('that have not their shape are refused', async () => {
    const { ask, channel } = await start()
    expect(await ask('change-settings', { of: 'person', settings: { level: 'loud' } })).toMatchObject({
      error: { code: 'malformed' },
    })
    expect(channel.settings.unsent()).toBe(false)
  })
})

test('the settings of this browser are stored and applied, also before anybody has joined', async () => {
  const { ask, saved, devices } = await start({ joined: false })
  const settings = { ...defaultDeviceSettings, hideText: true }
  expect(await ask('set-device', settings)).toEqual(ok(null))
  expect([saved, devices]).toEqual([[settings], [settings]])
})

describe('one message by itself', () => {
  test('with all that its page shows, and who has it', async () => {
    const { ask } = await start()
    expect(await ask('message', { room: 'general', seq: 1 })).toEqual(
      ok({
        room: 'Ops',
        logId: 'log-1',
        at: 1790000000001,
        author: 'mina',
        title: 'db-1',
        text: 'Disk full',
        priority: 5,
        actions: [view, copy],
        claimedBy: 'theo',
      }),
    )
    expect(await ask('message', { room: 'general', seq: 2 })).toEqual(
      ok({
        room: 'Ops',
        logId: 'log-1',
        at: 1790000000002,
        author: 'mina',
        title: undefined,
        text: 'plain',
        priority: 3,
        actions: [],
        claimedBy: undefined,
      }),
    )
  })
  test.each([
    ['a join', { room: 'general', seq: 3 }, 'malformed'],
    ['one that is not kept', { room: 'general', seq: 9 }, 'malformed'],
    ['one of another room', { room: 'nowhere', seq: 1 }, 'unknown_room'],
  ])('%s is refused', async (_, input, code) => {
    const { ask } = await start()
    expect(await ask('message', input)).toMatchObject({ ok: false, error: { code } })
    expect(await ask('run-action', { ...input, index: 0 })).toMatchObject({ ok: false, error: { code } })
  })
})

describe('an action', () => {
  test('is the one that is in the message', async () => {
    const { ask, ran } = await start()
    expect(await ask('run-action', { room: 'general', seq: 1, index: 0 })).toEqual(ok({ status: 204 }))
    expect(ran).toEqual([view])
  })
  test('that the message does not have is refused', async () => {
    const { ask, ran } = await start()
    for (const input of [
      { room: 'general', seq: 1, index: 2 },
      { room: 'general', seq: 2, index: 0 },
      { room: 'general', seq: 1, index: 3 },
      { room: 'general', seq: 1, index: 0, url: 'https://evil.example' },
    ]) {
      expect(await ask('run-action', input)).toMatchObject({ ok: false, error: { code: 'malformed' } })
    }
    expect(ran).toEqual([])
  })
})

const claimOf = (about: number) => ({ room: 'general', id: 'a', kind: 'claim', about, body: {} })
async function connect(transport: ScriptedTransport): Promise<void> {
  transport.emit({ type: 'connected' })
  transport.emit({ type: 'push', name: 'heads', push: { general: { logId: 'log-1', seq: 4, seen: 0 } } })
  await settled()
}

describe('"I have it"', () => {
  test('is sent as it was asked for', async () => {
    const { ask, transport } = await start()
    transport.answer('append', async () => ok({ seq: 5, at: 0, logId: 'log-1' }))
    await connect(transport)
    expect(await ask('append', claimOf(1))).toEqual(ok(null))
    expect(transport.sent.filter(({ name }) => name === 'append')).toEqual([
      { name: 'append', input: claimOf(1) },
    ])
  })
  test('without a connection is refused and never sent later', async () => {
    const { ask, transport } = await start()
    expect(await ask('append', claimOf(1))).toMatchObject({ error: { code: 'unavailable' } })
    await connect(transport)
    expect(transport.sent.filter(({ name }) => name === 'append')).toEqual([])
  })
  test('what the server refuses is the answer', async () => {
    const { ask, transport } = await start()
    const no = fail('malformed', 'No such message.')
    transport.answer('append', async () => no)
    await connect(transport)
    expect(await ask('append', claimOf(3))).toEqual(no)
    expect(await ask('append', { ...claimOf(3), room: 'nowhere' })).toMatchObject({
      error: { code: 'unknown_room' },
    })
  })
})

test('a test alert is the one of the notifier', async () => {
  const { ask } = await start({ joined: false })
  expect(await ask('test-alert', { delayMs: 3_000 })).toEqual(
    ok({ shown: 'toast', ms: 3_000, whyNoToast: undefined }),
  )
  expect(await ask('test-alert', { delayMs: 60_000 })).toMatchObject({ error: { code: 'malformed' } })
})

test('who has not joined asks for nothing of a server', async () => {
  const { ask, ran } = await start({ joined: false })
  const settings = defaultPersonSettings
  for (const [type, input] of [
    ['change-settings', { of: 'person', settings }],
    ['append', claimOf(1)],
    ['message', { room: 'general', seq: 1 }],
    ['run-action', { room: 'general', seq: 1, index: 0 }],
  ] as const) {
    expect(await ask(type, input)).toMatchObject({ error: { code: 'unauthorized' } })
  }
  expect(ran).toEqual([])
})
