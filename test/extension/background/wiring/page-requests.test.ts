import { describe, expect, test } from 'vitest'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { connect, startPageRequests as start, view } from './start-page-requests.ts'

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
