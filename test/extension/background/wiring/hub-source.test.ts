import { expect, test } from 'vitest'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import { createHubSource } from '../../../../extension/background/wiring/hub-source.ts'
import type { LocalState } from '../../../../extension/background/journal/local-state.ts'
import type { Session } from '../../../../extension/background/session.ts'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { defaultDeviceSettings } from '../../../../extension/shared/device-settings.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'
import { settled } from '../../../support/settled.ts'

const account = { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } }

async function start() {
  const journal = createMemoryJournal()
  await journal.apply(sampleRoom({ cursor: 3 }), messages(1, 3), 'me')
  const transport = createScriptedTransport()
  const clock = createManualClock()
  const channel = await startChannel({
    account,
    journal,
    clock,
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: silentListener,
  })
  const joined = { is: true }
  const source = createHubSource({
    journal,
    local: {} as LocalState,
    session: () =>
      ({
        account: () => (joined.is ? account : undefined),
        joining: () => undefined,
        channel: () => (joined.is ? channel : undefined),
      }) as Session,
    current: () => 'general',
    device: () => ({ ...defaultDeviceSettings, corner: 'top-left' }),
    textHidden: () => 'sharing',
  })
  return { transport, channel, clock, joined, source }
}

test('a room that one was removed from stays visible while messages that were written for it wait', async () => {
  const { transport, channel, source } = await start()
  transport.answer('rooms', async () => ok({ rooms: [] }))
  transport.answer('append', async () => fail('unknown_room', 'Not yours.'))
  await channel.outbox.add({ room: 'general', id: 'late', kind: 'message', body: { text: 'Too late' } })
  transport.emit({ type: 'connected' })
  await settled()

  expect(source.overview().rooms).toEqual([
    { id: 'general', name: 'general', members: 0, unread: 0, level: null, mutedUntil: null, left: true },
  ])
  const [item] = source.room('general')?.state.outbox ?? []
  expect(item).toMatchObject({
    kind: 'message',
    body: { text: 'Too late' },
    refused: { code: 'unknown_room' },
  })
  const shown: number[] = []
  await source.entries('general', undefined, 100, (entries) => void shown.push(entries.length))
  expect(shown).toEqual([0])

  await channel.outbox.delete('late')
  expect([source.overview().rooms, source.room('general')]).toEqual([[], undefined])
  await channel.close()
})

test('what waits has the time of the server’s clock, as the entries of the log have', async () => {
  const { transport, channel, clock, source } = await start()
  const minuteAhead = { revision: 1, now: clock.now() + 60_000, person: defaultPersonSettings, rooms: {} }
  transport.emit({ type: 'push', name: 'settings', push: minuteAhead })
  await settled()
  await channel.outbox.add({ room: 'general', id: 'waits', kind: 'message', body: { text: 'Hello' } })

  expect(source.room('general')?.state.outbox).toMatchObject([{ id: 'waits', at: clock.now() + 60_000 }])
  await channel.close()
})

test('the overview has the settings of the person, of each room and of this browser', async () => {
  const { channel, joined, source } = await start()
  const person = { ...defaultPersonSettings, urgent: true }
  await channel.settings.set({ of: 'person', settings: person })
  await channel.settings.set({
    of: 'room',
    room: 'general',
    settings: { level: 'mentions', mutedUntil: 7 },
  })
  expect(source.overview()).toMatchObject({
    settings: person,
    settingsUnsent: true,
    device: { corner: 'top-left' },
    textHidden: 'sharing',
    clockOffset: 0,
    rooms: [{ id: 'general', unread: 3, level: 'mentions', mutedUntil: 7 }],
  })
  joined.is = false
  expect(source.overview()).toMatchObject({
    settings: defaultPersonSettings,
    settingsUnsent: false,
    device: { corner: 'top-left' },
    rooms: [],
  })
  await channel.close()
})
