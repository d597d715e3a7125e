import { afterEach, beforeEach, expect, test } from 'vitest'
import { timeline } from '../../../../protocol/timeline.ts'
import { joinAsNodeClient, type NodeClient } from '../../../support/channel/node-client.ts'
import { startServer, type StartedServer } from '../../../support/server/start-server.ts'
import { waitFor } from '../../../support/wait-for.ts'

let server: StartedServer
let mina: NodeClient
let bot: NodeClient

beforeEach(async () => {
  server = await startServer()
  mina = await joinAsNodeClient(server.firstInvite, 'Mina')
  bot = await joinAsNodeClient(server.firstInvite, 'Bot')
})
afterEach(async () => {
  await Promise.all([mina.close(), bot.close()])
  await server.close()
})

/** What each of them is shown of the room, as short as it can be said. */
const shownTo = async (client: NodeClient) =>
  timeline(await client.journal.entries('general', Infinity, 1_000)).flatMap((item) => {
    if (item.kind === 'deleted') return ['deleted']
    if (item.kind !== 'message') return []
    const { entry, state } = item
    const reactions = state.reactions.map(({ emoji, people }) => `${emoji}${people.length}`)
    const pinned = state.pinnedBy === undefined ? [] : ['pinned']
    return [[entry.body.text, ...reactions, ...pinned].join(' ')]
  })
const bothSee = (lines: string[], what: string) =>
  waitFor(async () => {
    const seen = await Promise.all([mina, bot].map(shownTo))
    return seen.every((one) => JSON.stringify(one) === JSON.stringify(lines))
  }, what)

test('a bot answers, edits its answer, reacts, pins and deletes, and everybody folds the same', async () => {
  const question = await mina.publish('general', { text: 'Is it up?' })
  await bot.receive('general', 'Is it up?')
  const answer = await bot.reply('general', question.seq, 'Yes')
  expect(answer).toMatchObject({ kind: 'message', about: question.seq })
  await bot.change('general', answer.seq, 'edit', { text: 'Yes, since 9:00' })
  await bot.change('general', question.seq, 'reaction', { emoji: '👍', on: true })
  await mina.change('general', question.seq, 'reaction', { emoji: '👍', on: true })
  await mina.change('general', answer.seq, 'pin', { on: true })
  await bothSee(['Is it up? 👍2', 'Yes, since 9:00 pinned'], 'both see answer, edit, reactions and pin')

  await bot.change('general', question.seq, 'reaction', { emoji: '👍', on: false })
  await bot.change('general', answer.seq, 'delete', {})
  await bothSee(['Is it up? 👍1', 'deleted'], 'both see that it was deleted')
  for (const { journal } of [mina, bot])
    expect(JSON.stringify(await journal.entries('general', Infinity, 1_000))).not.toContain('Yes')
})

test('what a bot may not do is refused, waits with its reason, and goes when it is dismissed', async () => {
  const question = await mina.publish('general', { text: 'Is it up?' })
  await bot.receive('general', 'Is it up?')
  const edit = {
    room: 'general',
    id: 'e',
    kind: 'edit',
    about: question.seq,
    body: { text: 'It is down' },
  } as const
  expect(await bot.channel.append(edit)).toMatchObject({ ok: true })
  await waitFor(() => bot.channel.outbox.items('general')[0]?.refused !== undefined, 'it is refused')
  expect(bot.channel.outbox.items('general')).toMatchObject([
    { id: 'e', body: { text: 'It is down' }, refused: { code: 'forbidden' } },
  ])
  expect(await bot.channel.outbox.delete('e')).toBe(true)
  await bothSee(['Is it up?'], 'the message is as it was')
})

test('a message that is not kept, and what is pinned, are read from the server', async () => {
  const first = await mina.publish('general', { text: 'old' })
  await mina.change('general', first.seq, 'edit', { text: 'old, edited' })
  await mina.change('general', first.seq, 'pin', { on: true })
  const read = await bot.channel.readEntry('general', first.seq)
  expect(read).toMatchObject({
    ok: true,
    value: { entries: [{ seq: first.seq }], later: [{ kind: 'edit' }, { kind: 'pin' }] },
  })
  const pinned = await bot.channel.readPinned('general')
  expect(pinned).toMatchObject({ ok: true, value: { entries: [{ seq: first.seq }] } })
})
