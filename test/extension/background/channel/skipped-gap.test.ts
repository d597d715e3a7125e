import { expect, test } from 'vitest'
import { startChannel } from '../../../../extension/background/channel/channel.ts'
import type { SavedRoom } from '../../../../extension/background/channel/journal.ts'
import { KEPT_MAX } from '../../../../extension/background/channel/kept-window.ts'
import { ok } from '../../../../protocol/result.ts'
import type { CommandInput } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { messages, sampleRoom } from '../../../support/channel/sample.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'
import { settled } from '../../../support/settled.ts'

/** A client that holds `kept` of a log, and a server whose log ends at `head` with `unread` unread. */
async function start(
  kept: Partial<SavedRoom> & { cursor: number },
  server: { head: number; unread: number },
) {
  const journal = createMemoryJournal()
  await journal.apply(sampleRoom(kept), messages(kept.low ?? 1, kept.cursor), 'me')
  const transport = createScriptedTransport()
  const clock = createManualClock()
  const heard: string[] = []
  const { head, unread } = server
  const room = {
    id: 'general',
    name: 'general',
    logId: 'log-1',
    head,
    seen: kept.seen ?? 0,
    unread,
    members: 2,
  }
  const read = { entries: 0 }
  transport.answer('rooms', async () => ok({ rooms: [room] }))
  transport.answer('range', async (input) => {
    const { after, before, limit } = input as CommandInput<'range'>
    const to =
      before === undefined ? (after === undefined ? head : Math.min(head, after + limit)) : before - 1
    const from = Math.max(1, after === undefined ? to - limit + 1 : after + 1)
    read.entries += to - from + 1
    return ok({ logId: 'log-1', floor: 1, head, entries: messages(from, to) })
  })
  const channel = await startChannel({
    account: { server: 'http://127.0.0.1:1', token: 't', me: { id: 'me', name: 'Me' } },
    journal,
    clock,
    openTransport: transport.open,
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: {
      ...silentListener,
      entries: (_, entries, via) => void heard.push(`${via} ${entries.length}`),
      skipped: (_, entries, more) => void heard.push(`skipped ${entries.length} +${more}`),
      caughtUp: () => void heard.push('caught up'),
    },
  })
  const push = (from: number, to: number) =>
    transport.emit({
      type: 'push',
      name: 'entries',
      push: { room: 'general', logId: 'log-1', entries: messages(from, to) },
    })
  const settle = async () => {
    for (let i = 0; i < 6; i++) {
      await settled()
      clock.pass(10)
    }
  }
  const general = () => channel.room('general')
  return { journal, transport, channel, heard, push, settle, general, read }
}

test('SPEC 4.8 a million missed messages cost one page, and alert once by the server’s count', async () => {
  const { journal, transport, heard, settle, general, read } = await start(
    { cursor: 10, seen: 10 },
    { head: 1_000_010, unread: 1_000_000 },
  )
  transport.emit({ type: 'connected' })
  transport.emit({
    type: 'push',
    name: 'heads',
    push: { general: { logId: 'log-1', seq: 1_000_010, seen: 10 } },
  })
  await settle()
  expect(read.entries).toBe(100)
  expect(heard).toEqual(['skipped 100 +999900', 'caught up'])
  expect(general()?.unread()).toBe(1_000_000)
  expect(general()?.saved()).toMatchObject({ low: 999_911, cursor: 1_000_010, seen: 10, reloaded: false })
  expect(await journal.entries('general', Infinity, Infinity)).toHaveLength(100)
})

test('SPEC 4.8 scrolling up beyond what is kept reads pages that are not kept', async () => {
  const low = 5_001
  const { journal, transport, settle, general } = await start(
    { low, cursor: low + KEPT_MAX - 1 },
    { head: low + KEPT_MAX - 1, unread: 0 },
  )
  transport.emit({ type: 'connected' })
  await settle()
  const page = await general()?.fetchOlder(low, 100)
  expect(page?.map(({ seq }) => seq)).toEqual(messages(low - 100, low - 1).map(({ seq }) => seq))
  const next = await general()?.fetchOlder(low - 100, 100)
  expect([next?.[0]?.seq, next?.at(-1)?.seq]).toEqual([low - 200, low - 101])
  expect(await journal.entries('general', low, 10)).toEqual([])
})

test('SPEC 4.8 what is trimmed goes on being counted as unread', async () => {
  const { journal, transport, push, settle, general } = await start(
    { low: 1, cursor: KEPT_MAX, seen: 0 },
    { head: KEPT_MAX, unread: KEPT_MAX },
  )
  transport.emit({ type: 'connected' })
  await settle()
  for (let cursor = KEPT_MAX; cursor < KEPT_MAX + 2_000; cursor += 500) push(cursor + 1, cursor + 500)
  await settle()
  expect(general()?.saved()).toMatchObject({ low: 2_001, cursor: KEPT_MAX + 2_000 })
  expect(general()?.unread()).toBe(KEPT_MAX + 2_000)
  expect(await journal.entries('general', Infinity, Infinity)).toHaveLength(KEPT_MAX)
  await general()?.recount()
  expect(general()?.unread()).toBe(KEPT_MAX + 2_000)
})

test('SPEC 4.8 what an older version kept beyond that is trimmed a part at a time', async () => {
  const { journal, transport, push, settle, general } = await start(
    { low: 1, cursor: 3 * KEPT_MAX, seen: 3 * KEPT_MAX },
    { head: 3 * KEPT_MAX, unread: 0 },
  )
  transport.emit({ type: 'connected' })
  await settle()
  const lows = []
  for (let seq = 1; seq <= 25; seq++) {
    push(3 * KEPT_MAX + seq, 3 * KEPT_MAX + seq)
    await settle()
    lows.push(general()?.saved().low ?? 0)
  }
  expect(lows.slice(0, 3)).toEqual([1_001, 2_001, 3_001])
  expect(lows.at(-1)).toBe(2 * KEPT_MAX + 26)
  expect(await journal.entries('general', Infinity, Infinity)).toHaveLength(KEPT_MAX)
})
