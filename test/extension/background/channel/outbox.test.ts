import { describe, expect, test } from 'vitest'
import { fail } from '../../../../protocol/result.ts'
import { messageAt, sampleRoom } from '../../../support/channel/sample.ts'
import { expectSettled, settled } from '../../../support/settled.ts'
import { at, startOutbox as start } from './start-outbox.ts'

describe('SPEC 3.2 at most one unacknowledged append a room', () => {
  test('the next goes when the one before is acknowledged', async () => {
    const { asked, add, answer } = start()
    await add('a', 'b')
    await settled()
    expect(asked.map(({ id }) => id)).toEqual(['a'])
    await answer(0, at(1))
    await answer(1, at(2))
    expect(asked.map(({ id }) => id)).toEqual(['a', 'b'])
  })
  test('rooms do not wait for each other', async () => {
    const { asked, add, outbox } = start()
    await add('a')
    await outbox.add({ room: 'ops', id: 'b', kind: 'message', body: { text: 'b' } })
    await expectSettled(() => asked.length === 2, 'both are sent')
  })
  test('without a connection nothing is sent, and all of it when there is one', async () => {
    let up = false
    const { asked, add, outbox } = start({ isConnected: () => up })
    await add('a')
    await outbox.idle()
    expect(asked).toHaveLength(0)
    up = true
    outbox.connected()
    await expectSettled(() => asked.length === 1, 'it is sent')
  })
})

describe('SPEC 3.4 a message leaves the outbox when what is kept holds it', () => {
  test('acknowledged, it waits for its entry', async () => {
    const { journal, outbox, add, answer } = start()
    await add('a')
    await answer(0, at(7))
    await expectSettled(() => outbox.items('general')[0]?.acknowledged?.seq === 7, 'the seq is kept')
    expect((await journal.outbox())[0]).toMatchObject({ acknowledged: { logId: 'log-1', seq: 7 } })
    outbox.removed(
      await journal.apply(sampleRoom({ cursor: 7 }), [messageAt(7, { id: 'a', author: 'me' })], 'me'),
    )
    expect([outbox.items('general'), await journal.outbox()]).toEqual([[], []])
  })
  test('a seq that is kept already, before what is kept, goes at once', async () => {
    const { journal, outbox, add, answer } = start()
    await journal.saveRoom(sampleRoom({ low: 8, cursor: 9 }))
    await add('a')
    await answer(0, at(7))
    await expectSettled(() => outbox.items('general').length === 0, 'it left')
    expect(await journal.outbox()).toEqual([])
  })
  test('another log makes it go out again, with the same id', async () => {
    const { asked, outbox, add, answer } = start()
    await add('a')
    await answer(0, at(7))
    await expectSettled(() => outbox.items('general')[0]?.acknowledged !== undefined, 'acknowledged')
    outbox.forgetAcknowledged('general')
    await expectSettled(() => asked.length === 2, 'sent again')
    expect(asked[1]?.id).toBe('a')
  })
})

describe('SPEC 6.2 temporary refusals hold the queue, permanent ones do not', () => {
  test.each(['rate_limited', 'storage_full', 'unavailable'] as const)(
    '%s: the same message again, later',
    async (code) => {
      const { asked, clock, outbox, add, answer } = start()
      await add('a', 'b')
      await answer(0, fail(code, 'Later.'))
      await expectSettled(() => clock.waiting() === 1, 'a retry is planned')
      expect(outbox.items('general').map(({ refused }) => refused)).toEqual([undefined, undefined])
      clock.pass(5_000)
      await expectSettled(() => asked.length === 2, 'sent again')
      expect(asked[1]?.id).toBe('a')
    },
  )
  test('a permanent refusal stays visible with its reason, and the next goes', async () => {
    const { asked, journal, outbox, add, answer } = start()
    await add('a', 'b')
    await answer(0, fail('too_large', 'Too long.'))
    await expectSettled(() => asked.length === 2, 'the next is sent')
    expect(outbox.items('general')[0]).toMatchObject({
      id: 'a',
      refused: { code: 'too_large', message: 'Too long.' },
    })
    expect((await journal.outbox())[0]?.refused).toBeDefined()
    await outbox.delete('a')
    expect((await journal.outbox()).map(({ id }) => id)).toEqual(['b'])
  })
  test('Retry sends it again', async () => {
    const { asked, outbox, add, answer } = start()
    await add('a')
    await answer(0, fail('unknown_room', 'Not yours.'))
    await expectSettled(() => outbox.items('general')[0]?.refused !== undefined, 'refused')
    await outbox.retry('a')
    await expectSettled(() => asked.length === 2, 'sent again')
    expect(outbox.items('general')[0]?.refused).toBeUndefined()
  })
})

describe('a message that may be with the server already is not deleted: it would vanish and then appear', () => {
  test('it stays while its command is under way', async () => {
    const { asked, journal, outbox, add, answer } = start()
    await add('a')
    await expectSettled(() => asked.length === 1, 'sent')
    await outbox.delete('a')
    expect([outbox.items('general'), await journal.outbox()]).toMatchObject([[{ id: 'a' }], [{ id: 'a' }]])
    await answer(0, fail('too_large', 'Too long.'))
    await expectSettled(() => outbox.items('general')[0]?.refused !== undefined, 'refused')
    await outbox.delete('a')
    expect([outbox.items('general'), await journal.outbox()]).toEqual([[], []])
  })
  test.each(['Retry, then Delete', 'Delete, then Retry'])(
    '%s at once: it waits, or it is gone and not sent',
    async (order) => {
      const { asked, journal, outbox, add, answer } = start()
      await add('a')
      await answer(0, fail('unknown_room', 'Not yours.'))
      await expectSettled(() => outbox.items('general')[0]?.refused !== undefined, 'refused')
      const acts = [outbox.retry.bind(outbox), outbox.delete.bind(outbox)]
      if (order.startsWith('Delete')) acts.reverse()
      await Promise.all(acts.map((act) => act('a')))
      await settled()
      const sentAgain = asked.length === 2
      expect([outbox.items('general').length, (await journal.outbox()).length]).toEqual(
        sentAgain ? [1, 1] : [0, 0],
      )
    },
  )
})

test('SPEC 6.2 a queue that is held stays held, whatever is added to it', async () => {
  const { asked, clock, outbox, add, answer } = start()
  await add('a')
  await answer(0, fail('rate_limited', 'Later.'))
  await expectSettled(() => clock.waiting() === 1, 'a retry is planned')
  await add('b', 'c', 'd')
  await settled()
  expect([asked.length, clock.waiting()]).toEqual([1, 1])
  outbox.connected()
  await expectSettled(() => asked.length === 2, 'a new connection ends the wait')
  expect([asked[1]?.id, clock.waiting()]).toEqual(['a', 0])
})

test('a repeat of an id that waits changes nothing', async () => {
  const { asked, outbox, add, answer } = start()
  await add('a', 'b', 'a')
  expect(outbox.items('general').map(({ id }) => id)).toEqual(['a', 'b'])
  await answer(0, at(1))
  await answer(1, at(2))
  expect(asked.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('a message that is added just when the queue came to its end is sent', async () => {
  for (let lag = 0; lag < 25; lag++) {
    const sent: string[] = []
    const { outbox } = start({ append: async ({ id }) => (sent.push(id), at(1)) })
    const first = outbox.add({ room: 'general', id: 'a', kind: 'message', body: { text: 'a' } })
    for (let i = 0; i < lag; i++) await Promise.resolve()
    await Promise.all([first, outbox.add({ room: 'general', id: 'b', kind: 'message', body: { text: 'b' } })])
    await outbox.idle()
    expect(sent, `"b", added ${lag} microtasks after "a"`).toContain('b')
  }
})

test('a journal that fails holds the queue; nothing is lost', async () => {
  let broken = true
  const { asked, clock, journal, outbox, deps } = start()
  const saveItem = journal.saveItem
  deps.journal.saveItem = (item) => (broken ? Promise.reject(new Error('disk')) : saveItem(item))
  await outbox.add({ room: 'general', id: 'a', kind: 'message', body: { text: 'a' } })
  await expectSettled(() => asked.length === 1, 'sent')
  asked[0]?.answer(at(1))
  await outbox.idle()
  expect(clock.waiting(), 'a retry is planned').toBe(1)
  broken = false
  clock.pass(5_000)
  await expectSettled(() => asked.length === 2, 'sent again')
  expect(outbox.items('general')).toHaveLength(1)
})
