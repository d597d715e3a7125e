import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../../../protocol/result.ts'
import { messageAt } from '../../../support/channel/sample.ts'
import { connect, copy, startPageRequests as start, view } from './start-page-requests.ts'

const offline = fail('unavailable', 'Not connected.')

describe('one message by itself', () => {
  test('with all that its page shows, and who has it', async () => {
    const { ask } = await start()
    expect(await ask('message', { room: 'general', seq: 1 })).toEqual(
      ok({
        room: 'Ops',
        logId: 'log-1',
        at: 1790000000001,
        author: { id: 'mina', name: 'mina' },
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
        author: { id: 'mina', name: 'mina' },
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
    ['one that is not kept, without a connection,', { room: 'general', seq: 9 }, 'unavailable'],
    ['one of another room', { room: 'nowhere', seq: 1 }, 'unknown_room'],
  ])('%s is refused', async (_, input, code) => {
    const { ask, transport } = await start()
    transport.answer('range', async () => offline)
    expect(await ask('message', input)).toMatchObject({ ok: false, error: { code } })
    expect(await ask('run-action', { ...input, index: 0 })).toMatchObject({ ok: false, error: { code } })
  })
})

const page = { logId: 'log-1', floor: 1, head: 30 }
const about = (seq: number, kind: string, message: number, body: object, author = 'mina') => ({
  ...messageAt(seq, { author }),
  kind,
  about: message,
  body: { ...body },
})

describe('a message that is not kept', () => {
  test('is read from the server, as it is now', async () => {
    const { ask, transport, ran } = await start()
    const old = { ...messageAt(9, { text: 'old' }), body: { text: 'old', actions: [view] } }
    const later = [
      about(20, 'edit', 9, { text: 'new', actions: [view] }),
      about(21, 'message', 9, { text: 'a reply' }),
    ]
    transport.answer('range', async () => ok({ ...page, entries: [old], later }))
    expect(await ask('message', { room: 'general', seq: 9 })).toMatchObject({
      ok: true,
      value: { author: { id: 'mina' }, text: 'new', at: old.at },
    })
    expect(transport.sent).toEqual([{ name: 'range', input: { room: 'general', around: 9, limit: 1 } }])
    expect(await ask('run-action', { room: 'general', seq: 9, index: 0 })).toEqual(ok({ status: 204 }))
    expect(ran).toEqual([view])
  })
  test.each([
    ['of another log', { ...page, logId: 'log-2', entries: [messageAt(9)] }, { code: 'unavailable' }],
    ['that was deleted', { ...page, entries: [{ ...messageAt(9), body: {} }] }, { reason: { kind: 'gone' } }],
    ['that the server does not have', { ...page, entries: [] }, { reason: { kind: 'gone' } }],
    [
      'that is another than was asked for',
      { ...page, entries: [messageAt(8)] },
      { reason: { kind: 'gone' } },
    ],
  ])('%s is refused', async (_, value, error) => {
    const { ask, transport } = await start()
    transport.answer('range', async () => ok(value))
    expect(await ask('message', { room: 'general', seq: 9 })).toMatchObject({ ok: false, error })
  })
})

describe('what is pinned', () => {
  test('is what the server says, with the texts as they are now', async () => {
    const { ask, transport } = await start()
    const later = [
      about(20, 'pin', 9, { on: true }),
      about(21, 'message', 9, { text: 'a reply' }),
      about(22, 'edit', 9, { text: 'new' }),
    ]
    const entries = [messageAt(7), messageAt(9)]
    transport.answer('pinned', async () => ok({ logId: 'log-1', entries, later }))
    expect(await ask('pinned', { room: 'general' })).toMatchObject({
      ok: true,
      value: [
        { seq: 7, author: { id: 'mina' }, text: 'text 7' },
        { seq: 9, text: 'new', at: messageAt(9).at },
      ],
    })
  })
  test('is read page after page, and of a server that knows no pages as one', async () => {
    const { ask, transport } = await start()
    const pages = [
      { entries: [messageAt(7)], later: [about(20, 'edit', 7, { text: 'new 7' })], rest: 2 },
      { entries: [messageAt(9)], later: [about(10, 'edit', 9, { text: 'new 9' })], rest: 1 },
      { entries: [messageAt(12)], later: [] },
    ]
    const asked: unknown[] = []
    transport.answer('pinned', async (input) => {
      asked.push(input)
      return ok({ logId: 'log-1', ...(pages[asked.length - 1] ?? { entries: [], later: [] }) })
    })
    expect(await ask('pinned', { room: 'general' })).toMatchObject({
      value: [{ text: 'new 7' }, { text: 'new 9' }, { text: 'text 12' }],
    })
    expect(asked).toEqual([
      { room: 'general', after: undefined },
      { room: 'general', after: 7 },
      { room: 'general', after: 9 },
    ])
  })
  test('is not known without a connection, nor of another room', async () => {
    const { ask, transport } = await start()
    transport.answer('pinned', async () => offline)
    expect(await ask('pinned', { room: 'general' })).toMatchObject({ error: { code: 'unavailable' } })
    expect(await ask('pinned', { room: 'nowhere' })).toMatchObject({ error: { code: 'unknown_room' } })
  })
})

describe('a reply', () => {
  test('waits as a message that is about another one', async () => {
    const { ask, channel } = await start()
    expect(await ask('send', { room: 'general', id: 'r', about: 2, text: 'yes' })).toEqual(ok(null))
    expect(channel.outbox.items('general')).toMatchObject([
      { id: 'r', kind: 'message', about: 2, body: { text: 'yes' } },
    ])
    expect(await ask('send', { room: 'general', id: 's', about: 0, text: 'yes' })).toMatchObject({
      error: { code: 'malformed' },
    })
  })
})

describe('a deletion that is held', () => {
  test('is undone by taking it out', async () => {
    const { ask, channel, transport } = await start()
    const deletion = { room: 'general', id: 'd', kind: 'delete', about: 2, body: {}, holdMs: 5_000 }
    await connect(transport)
    expect(await ask('append', deletion)).toEqual(ok(null))
    expect(channel.outbox.items('general')).toMatchObject([{ id: 'd' }])
    expect(await ask('delete', { id: 'd' })).toEqual(ok(null))
    expect(channel.outbox.items('general')).toEqual([])
    expect(transport.sent.filter(({ name }) => name === 'append')).toEqual([])
  })
  test.each([-1, 10_001, 1.5])('for %s ms is refused', async (holdMs) => {
    const { ask } = await start()
    const deletion = { room: 'general', id: 'd', kind: 'delete', about: 2, body: {}, holdMs }
    expect(await ask('append', deletion)).toMatchObject({ error: { code: 'malformed' } })
  })
})
