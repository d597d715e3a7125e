import { describe, expect, test } from 'vitest'
import { createOutbox } from '../../../../extension/background/channel/outbox.ts'
import { fail, ok, type Result } from '../../../../protocol/result.ts'
import type { CommandValue } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { expectSettled, settled } from '../../../support/settled.ts'

const HOLD_MS = 1_500
async function start() {
  const journal = createMemoryJournal()
  const line = { up: true }
  const asked: { id: string; answer: (answer: Result<CommandValue<'append'>>) => void }[] = []
  /** The background's next life, by this clock. */
  const again = async (clock = createManualClock()) => {
    const outbox = createOutbox(await journal.outbox(), {
      journal,
      clock,
      append: ({ id }) => new Promise((answer) => asked.push({ id, answer })),
      isConnected: () => line.up,
      isConfirmed: () => true,
      changed: () => undefined,
    })
    const add = (id: string, holdMs?: number, room = 'general') =>
      outbox.add({
        room,
        id,
        kind: 'message',
        body: { text: id },
        ...(holdMs === undefined ? {} : { holdMs }),
      })
    const pass = async (ms: number) => {
      clock.pass(ms)
      await settled()
    }
    return { outbox, clock, add, pass }
  }
  const sent = () => asked.map(({ id }) => id)
  const acknowledge = async (n: number) => {
    await expectSettled(() => asked.length > n, `command ${n} is sent`)
    asked[n]?.answer(ok({ seq: n + 1, at: 0, logId: 'log-1' }))
    await settled()
  }
  return { journal, line, asked, sent, again, acknowledge, ...(await again()) }
}

describe('a message that is held back', () => {
  test('is sent when its time is over, and not before', async () => {
    const { add, pass, sent, outbox } = await start()
    await add('a', HOLD_MS)
    expect(outbox.count()).toBe(1)
    outbox.connected()
    await pass(HOLD_MS - 1)
    expect(sent()).toEqual([])
    await pass(1)
    expect(sent()).toEqual(['a'])
  })
  test('keeps the order of its room, and no other room waits for it', async () => {
    const { add, pass, sent, acknowledge } = await start()
    await add('a', HOLD_MS)
    await add('b')
    await add('c', undefined, 'ops')
    await settled()
    expect(sent()).toEqual(['c'])
    await pass(HOLD_MS)
    await acknowledge(1)
    expect(sent()).toEqual(['c', 'a', 'b'])
  })
  test('is undone for sure: it is gone from the disk and never sent, and what waited behind it goes', async () => {
    const { add, pass, sent, outbox, journal, again } = await start()
    await add('a', HOLD_MS)
    await add('b')
    expect(await outbox.delete('a')).toBe(true)
    await settled()
    expect([sent(), (await journal.outbox()).map(({ id }) => id)]).toEqual([['b'], ['b']])
    await pass(HOLD_MS)
    const next = await again()
    await next.pass(HOLD_MS)
    expect(sent()).not.toContain('a')
    expect(await outbox.delete('a')).toBe(false)
  })
  test('is not undone any more once its command is on its way, and says so', async () => {
    const { add, pass, sent, outbox, journal, acknowledge } = await start()
    await add('a', HOLD_MS)
    await pass(HOLD_MS)
    expect(sent()).toEqual(['a'])
    expect(await outbox.delete('a')).toBe(false)
    expect([outbox.items('general').length, (await journal.outbox()).length]).toEqual([1, 1])
    await acknowledge(0)
    expect(await outbox.delete('a')).toBe(false)
  })
  test('Undo and the end of its time in one moment: it is gone and not sent, or it is sent and stays', async () => {
    for (const first of ['undo', 'time']) {
      const { add, clock, sent, outbox, journal } = await start()
      await add('a', HOLD_MS)
      const undo = () => outbox.delete('a')
      const undoing = first === 'undo' ? undo() : undefined
      clock.pass(HOLD_MS)
      const undone = await (undoing ?? undo())
      await settled()
      expect([sent(), (await journal.outbox()).length]).toEqual(undone ? [[], 0] : [['a'], 1])
    }
  })
  test('of which the disk does not know that it may be sent is not sent', async () => {
    const { add, pass, clock, sent, journal } = await start()
    const save = journal.saveItem
    journal.saveItem = () => Promise.reject(new Error('disk'))
    await add('a', HOLD_MS)
    await pass(HOLD_MS)
    expect([sent(), clock.waiting()]).toEqual([[], 1])
    journal.saveItem = save
    await pass(5_000)
    expect(sent()).toEqual(['a'])
  })
  test('is not sent by a closed outbox, and neither its time nor a retry goes on', async () => {
    const { add, asked, clock, outbox, pass, sent } = await start()
    await add('a')
    await settled()
    asked[0]?.answer(fail('rate_limited', 'Later.'))
    await add('b', HOLD_MS, 'ops')
    await outbox.idle()
    expect(clock.waiting()).toBe(2)
    outbox.close()
    expect(clock.waiting()).toBe(0)
    outbox.connected()
    await pass(HOLD_MS)
    expect(sent()).toEqual(['a'])
  })
  test('waits for a connection after its time, and can be undone until it comes', async () => {
    const { add, pass, line, outbox, sent } = await start()
    line.up = false
    await add('a', HOLD_MS)
    await pass(60_000)
    expect(await outbox.delete('a')).toBe(true)
    line.up = true
    outbox.connected()
    await settled()
    expect(sent()).toEqual([])
  })
})

describe('after a restart of the background', () => {
  test('the rest of the time is left', async () => {
    const { add, again, sent } = await start()
    await add('a', HOLD_MS)
    const next = await again(createManualClock(1_790_000_000_000 + 1_000))
    next.outbox.connected()
    await next.pass(499)
    expect(sent()).toEqual([])
    await next.pass(1)
    expect(sent()).toEqual(['a'])
  })
  test.each([
    ['set back by a day', -86_400_000, HOLD_MS],
    ['set forward by a day', 86_400_000, 0],
  ])('a clock that was %s does not hold it for longer than was meant', async (_, shift, wait) => {
    const { add, again, sent } = await start()
    await add('a', HOLD_MS)
    const next = await again(createManualClock(1_790_000_000_000 + shift))
    await next.pass(wait)
    expect(sent()).toEqual(['a'])
  })
  test('what was sent before can not be undone', async () => {
    const { add, pass, again, line, sent } = await start()
    await add('a', HOLD_MS)
    await pass(HOLD_MS)
    line.up = false
    const next = await again()
    expect([sent(), await next.outbox.delete('a')]).toEqual([['a'], false])
  })
})
