import { expect, test } from 'vitest'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import { ok } from '../../../../protocol/result.ts'
import type { CommandInput } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { settled } from '../../../support/settled.ts'

test('a catch-up has ended when all rooms are on the disk, however slow it is with one of them', async () => {
  const memory = createMemoryJournal()
  const ids = ['fast', 'slow']
  for (const id of ids) await memory.apply(sampleRoom({ id, cursor: 1 }), messages(1, 1), 'me')
  let write = (): void => undefined
  const journal = {
    ...memory,
    apply: async (...input: Parameters<typeof memory.apply>) => {
      if (input[0].id === 'slow') await new Promise<void>((resolve) => (write = resolve))
      return memory.apply(...input)
    },
  }
  const transport = createScriptedTransport()
  const of = { logId: 'log-1', head: 2, seen: 0, unread: 1, members: 2 }
  transport.answer('rooms', async () => ok({ rooms: ids.map((id) => ({ id, name: id, ...of })) }))
  transport.answer('range', async (input) => {
    const { after } = input as CommandInput<'range'>
    return ok({ logId: 'log-1', floor: 1, head: 2, entries: messages((after ?? 0) + 1, 2) })
  })
  const heard: string[] = []
  const clock = createManualClock()
  await startChannel({
    account: { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } },
    journal,
    clock,
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: {
      ...silentListener,
      entries: (room) => void heard.push(room.id),
      caughtUp: () => void heard.push('caught up'),
    },
  })
  transport.emit({ type: 'connected' })
  for (let i = 0; i < 3; i += 1) {
    await settled()
    clock.pass(0)
  }
  expect(heard).toEqual(['fast'])
  write()
  await settled()
  expect(heard).toEqual(['fast', 'slow', 'caught up'])
})
