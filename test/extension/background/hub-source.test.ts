import { expect, test } from 'vitest'
import { startChannel } from '../../../extension/background/channel/channel.ts'
import { createHubSource } from '../../../extension/background/hub-source.ts'
import type { LocalState } from '../../../extension/background/journal/local-state.ts'
import type { Session } from '../../../extension/background/session.ts'
import { fail, ok } from '../../../protocol/result.ts'
import { createManualClock } from '../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../support/channel/memory-journal.ts'
import { messages, sampleRoom } from '../../support/channel/sample.ts'
import { silentListener } from '../../support/channel/silent-listener.ts'
import { createScriptedTransport } from '../../support/channel/scripted-transport.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

test('a room that one was removed from stays visible while messages that were written for it wait', async () => {
  const journal = createMemoryJournal()
  await journal.apply(sampleRoom({ cursor: 3 }), messages(1, 3), 'me')
  const transport = createScriptedTransport()
  transport.answer('rooms', async () => ok({ rooms: [] }))
  transport.answer('append', async () => fail('unknown_room', 'Not yours.'))
  const account = { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } }
  const channel = await startChannel({
    account,
    journal,
    clock: createManualClock(),
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: silentListener,
  })
  const source = createHubSource({
    journal,
    local: {} as LocalState,
    session: () => ({ account: () => account, joining: () => undefined, channel: () => channel }) as Session,
    current: () => 'general',
  })
  await channel.outbox.add({ room: 'general', id: 'late', text: 'Too late' })
  transport.tell({ type: 'connected' })
  await turn()

  expect(source.overview().rooms).toEqual([
    { id: 'general', name: 'general', members: 0, unread: 0, left: true },
  ])
  const [item] = source.room('general')?.state.outbox ?? []
  expect(item).toMatchObject({ text: 'Too late', refused: { code: 'unknown_room' } })
  const shown: number[] = []
  await source.entries('general', undefined, 100, (entries) => void shown.push(entries.length))
  expect(shown).toEqual([0])

  await channel.outbox.delete('late')
  expect([source.overview().rooms, source.room('general')]).toEqual([[], undefined])
  await channel.close()
})
