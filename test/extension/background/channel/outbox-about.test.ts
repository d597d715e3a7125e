import { describe, expect, test } from 'vitest'
import type { MemberKind } from '../../../../protocol/entry-kinds.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { sampleRoom } from '../../../support/channel/sample.ts'
import { expectSettled, settled } from '../../../support/settled.ts'
import { at, startOutbox as start } from './start-outbox.ts'

describe('an entry about another one', () => {
  const claim = (id: string, about = 3) => ({ room: 'general', id, kind: 'claim' as const, about, body: {} })
  const reply = (id: string) => ({ ...claim(id), kind: 'message' as const, body: { text: id } })
  const change = <K extends MemberKind>(id: string, kind: K) => ({ ...claim(id), kind, body: { text: id } })
  const gone = async ({ outbox, journal }: ReturnType<typeof start>) =>
    expect([outbox.items('general'), await journal.outbox()]).toEqual([[], []])

  test('is sent as it is once the room has heard of its log, and holds no message back', async () => {
    const sent: unknown[] = []
    let confirmed = false
    const { outbox, add } = start({
      isConfirmed: () => confirmed,
      append: async (input) => (sent.push(input), at(sent.length)),
    })
    await outbox.add(claim('a'))
    await add('b')
    await expectSettled(() => sent.length === 1, 'the message is sent')
    confirmed = true
    outbox.confirmed('general')
    await expectSettled(() => sent.length === 2, 'what is about another one is sent')
    expect(sent).toMatchObject([{ id: 'b', kind: 'message' }, claim('a')])
  })

  test('has its outcome when the log has it, also where the entry comes before the answer', async () => {
    const at1 = start()
    const [first, second] = [await at1.outbox.add(claim('a')), await at1.outbox.add(claim('b', 4))]
    const outcomes = [at1.outbox.outcome(first), at1.outbox.outcome(second)]
    await at1.answer(0, at(7))
    await expectSettled(() => at1.asked.length === 2, 'the second one is sent')
    at1.outbox.removed(['b'])
    expect(await Promise.all(outcomes)).toEqual([ok(null), ok(null)])
  })

  test('that is refused has that outcome, and waits no longer', async () => {
    const at1 = start()
    const outcome = at1.outbox.outcome(await at1.outbox.add(claim('a')))
    await at1.answer(0, fail('malformed', 'no'))
    expect(await outcome).toMatchObject({ error: { code: 'malformed' } })
    await at1.outbox.idle()
    await gone(at1)
  })

  test('whose connection ends has no answer as its outcome, and is sent again', async () => {
    let connected = true
    const at1 = start({ isConnected: () => connected })
    const outcome = at1.outbox.outcome(await at1.outbox.add(claim('a')))
    await expectSettled(() => at1.asked.length === 1, 'it is sent')
    connected = false
    await at1.answer(0, fail('unavailable', 'lost'))
    expect(await outcome).toMatchObject({ error: { code: 'unavailable' } })
    connected = true
    at1.outbox.connected()
    await expectSettled(() => at1.asked.length === 2, 'it is sent again')
    expect(at1.asked[1]?.id).toBe('a')
  })

  test('of a kind that the log holds once waits once', async () => {
    const at1 = start()
    expect([await at1.outbox.add(claim('a')), await at1.outbox.add(claim('b'))]).toEqual(['a', 'a'])
    expect(at1.outbox.items('general')).toHaveLength(1)
  })

  test('SPEC 4.3 goes with its log, and with its room', async () => {
    for (const leave of ['reset', 'removeRoom'] as const) {
      const at1 = start({ isConfirmed: () => false })
      await at1.journal.saveRoom(sampleRoom())
      const outcome = at1.outbox.outcome(await at1.outbox.add(claim('a')))
      if (leave === 'reset') {
        await at1.journal.reset(sampleRoom())
        at1.outbox.forgetAcknowledged('general')
      } else at1.outbox.removedWithRoom('general', await at1.journal.removeRoom('general'))
      expect(await outcome).toMatchObject({ ok: false })
      await gone(at1)
    }
  })

  test.each(['reset', 'removeRoom'] as const)(
    'SPEC 4.3 but a reply stays, as a message: %s',
    async (leave) => {
      const at1 = start({ isConnected: () => false })
      await at1.journal.saveRoom(sampleRoom())
      await at1.outbox.add({ ...reply('a'), holdMs: 5 })
      if (leave === 'reset') {
        await at1.journal.reset(sampleRoom())
        at1.outbox.forgetAcknowledged('general')
      } else at1.outbox.removedWithRoom('general', await at1.journal.removeRoom('general'))
      const kept = [{ id: 'a', about: undefined, body: { text: 'a' } }]
      expect([at1.outbox.items('general'), await at1.journal.outbox()]).toMatchObject([kept, kept])
    },
  )

  test('SPEC 3.2 a reply keeps its place among messages while its room has not heard of its log', async () => {
    const sent: string[] = []
    let confirmed = false
    const { outbox, add } = start({
      isConfirmed: () => confirmed,
      append: async ({ id }) => (sent.push(id), at(sent.length)),
    })
    await outbox.add(reply('a'))
    await add('b')
    await outbox.add(claim('c'))
    await settled()
    expect(sent).toEqual([])
    confirmed = true
    outbox.confirmed('general')
    await expectSettled(() => sent.length === 3, 'all are sent')
    expect(sent).toEqual(['a', 'b', 'c'])
  })

  test('that is held back holds no message back, and is sent when that is over', async () => {
    const sent: string[] = []
    const { outbox, add, clock } = start({ append: async ({ id }) => (sent.push(id), at(sent.length)) })
    await outbox.add({ ...change('a', 'delete'), holdMs: 5_000 })
    await add('b')
    await expectSettled(() => sent.length === 1, 'the message is sent')
    clock.pass(5_000)
    await expectSettled(() => sent.length === 2, 'the deletion is sent')
    expect(sent).toEqual(['b', 'a'])
  })

  test('that is held back and taken out is never sent', async () => {
    const { outbox, asked, clock } = start()
    await outbox.add({ ...change('a', 'delete'), holdMs: 5_000 })
    expect(await outbox.delete('a')).toBe(true)
    clock.pass(5_000)
    await settled()
    expect(asked).toEqual([])
  })

  test.each([
    ['edit', 'forbidden', 'stays'],
    ['edit', 'deleted', 'stays'],
    ['reaction', 'forbidden', 'stays'],
    ['reaction', 'deleted', 'goes'],
    ['pin', 'forbidden', 'stays'],
    ['pin', 'deleted', 'goes'],
    ['delete', 'forbidden', 'stays'],
    ['delete', 'deleted', 'goes'],
    ['claim', 'forbidden', 'goes'],
    ['claim', 'deleted', 'goes'],
  ] as const)('of kind %s, refused with %s, %s', async (kind, code, fate) => {
    const at1 = start()
    await at1.outbox.add(change('a', kind))
    await at1.answer(0, fail(code, 'No.'))
    await at1.outbox.idle()
    if (fate === 'goes') return gone(at1)
    const refused = { id: 'a', body: { text: 'a' }, refused: { code, message: 'No.' } }
    expect([at1.outbox.items('general'), await at1.journal.outbox()]).toMatchObject([[refused], [refused]])
    await at1.outbox.delete('a')
    await gone(at1)
  })

  test('is not counted among the messages that wait', async () => {
    const { outbox, add } = start({ isConnected: () => false })
    await outbox.add(claim('a'))
    await add('b')
    expect(outbox.count()).toBe(1)
  })
})
