import { describe, expect, test } from 'vitest'
import {
  createAttentionSync,
  type AttentionSyncDeps,
} from '../../../../extension/background/channel/attention-sync.ts'
import type { AttentionChange } from '../../../../extension/background/channel/journal.ts'
import {
  defaultPersonAttention,
  type Attention,
  type Level,
  type PersonAttention,
} from '../../../../protocol/attention.ts'
import { fail, ok, type Result } from '../../../../protocol/result.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
const withLevel = (level: Level): PersonAttention => ({ ...defaultPersonAttention, level })
const person = (level: Level): AttentionChange => ({ of: 'person', attention: withLevel(level) })
const muted = (room: string, mutedUntil: number | null): AttentionChange => ({
  of: 'room',
  room,
  attention: { level: null, mutedUntil },
})

/** One device; the test answers for the server. `again` is the background's next life. */
async function start() {
  const journal = createMemoryJournal()
  const clock = createManualClock()
  const line = { up: false }
  const asked: { name: string; input: unknown; answer: (answer: Result<unknown>) => void }[] = []
  let changes = 0
  const again = async () =>
    createAttentionSync(await journal.attention(), {
      journal,
      clock,
      connected: () => line.up,
      send: ((name: string, input: unknown) =>
        new Promise<Result<unknown>>((answer) =>
          asked.push({ name, input, answer }),
        )) as AttentionSyncDeps['send'],
      changed: () => (changes += 1),
    })
  const answer = async (n: number, value: Result<unknown>) => {
    await turn()
    asked[n]?.answer(value)
    await turn()
  }
  const server = (level: Level, fields: Partial<Attention> = {}): Attention => ({
    now: clock.now(),
    person: withLevel(level),
    rooms: {},
    ...fields,
  })
  const names = () => asked.map(({ name }) => name)
  const connect = (sync: { pump(): void }) => {
    line.up = true
    sync.pump()
  }
  const sync = await again()
  return { journal, clock, line, asked, names, again, answer, server, connect, sync, changes: () => changes }
}

describe('without a connection', () => {
  test('the defaults count until something was heard or set', async () => {
    const { sync, clock } = await start()
    expect([sync.person(), sync.room('general'), sync.unsent(), sync.now()]).toEqual([
      defaultPersonAttention,
      { level: null, mutedUntil: null },
      false,
      clock.now(),
    ])
  })
  test('8.8 what is set counts at once, and after a restart', async () => {
    const { sync, again, changes, names } = await start()
    await sync.set(person('nothing'))
    await sync.set(muted('ops', 7))
    for (const device of [sync, await again()]) {
      expect([device.person().level, device.room('ops').mutedUntil, device.unsent()]).toEqual([
        'nothing',
        7,
        true,
      ])
    }
    expect([changes(), names()]).toEqual([2, []])
  })
  test('it is on the disk before the caller hears of it', async () => {
    const { sync, journal } = await start()
    const save = journal.saveAttention
    let write = (): void => undefined
    journal.saveAttention = async (attention) => {
      await new Promise<void>((resolve) => (write = resolve))
      return save(attention)
    }
    let heard = false
    const setting = sync.set(person('all')).then(() => (heard = true))
    await turn()
    expect([heard, sync.person().level]).toEqual([false, 'small'])
    write()
    await setting
    expect((await journal.attention())?.pending).toEqual([person('all')])
  })
  test('what the disk does not take is refused to the caller, and does not count', async () => {
    const { sync, journal } = await start()
    journal.saveAttention = () => Promise.reject(new Error('disk'))
    await expect(sync.set(person('all'))).rejects.toThrow('disk')
    expect([sync.person().level, sync.unsent()]).toEqual(['small', false])
  })
})

describe('with a connection', () => {
  test('8.8 first what is pending is sent, a part once and the last one, then the server is asked', async () => {
    const { sync, asked, names, answer, server, connect } = await start()
    await sync.set(person('all'))
    await sync.set(muted('ops', 7))
    await sync.set(person('mentions'))
    connect(sync)
    await answer(0, ok({}))
    await answer(1, ok({}))
    await answer(2, ok(server('mentions', { rooms: { ops: { level: null, mutedUntil: 7 } } })))
    expect(names()).toEqual(['set-attention', 'set-attention', 'attention'])
    expect(asked.slice(0, 2).map(({ input }) => input)).toEqual([muted('ops', 7), person('mentions')])
    expect([sync.person().level, sync.room('ops').mutedUntil, sync.unsent()]).toEqual(['mentions', 7, false])
  })
  test('8.7 the server counts for what is not pending, and only for that', async () => {
    const { sync, line, server } = await start()
    await sync.set(muted('ops', 7))
    line.up = true
    sync.told(
      server('nothing', {
        rooms: { ops: { level: 'all', mutedUntil: null }, dev: { level: 'all', mutedUntil: null } },
      }),
    )
    await turn()
    expect([sync.person().level, sync.room('ops').mutedUntil, sync.room('dev').level]).toEqual([
      'nothing',
      7,
      'all',
    ])
  })
  test('8.6 a refusal for good lets the setting go back to the one of the server, and the rest is sent', async () => {
    const { sync, names, answer, server, connect, changes } = await start()
    connect(sync)
    await answer(0, ok(server('mentions')))
    await sync.set(muted('gone', 7))
    await sync.set(person('all'))
    const before = changes()
    await answer(1, fail('unknown_room', 'Not yours.'))
    expect([sync.room('gone').mutedUntil, sync.person().level, sync.unsent()]).toEqual([null, 'all', true])
    expect(changes()).toBeGreaterThan(before)
    await answer(2, fail('malformed', 'No.'))
    expect([sync.person().level, sync.unsent()]).toEqual(['mentions', false])
    expect(names().slice(1)).toEqual(['set-attention', 'set-attention', 'attention'])
  })
  test.each(['rate_limited', 'storage_full', 'unavailable', 'unauthorized'] as const)(
    '%s: the same again, later, and sooner with a new connection',
    async (code) => {
      const { sync, clock, asked, names, answer, connect } = await start()
      connect(sync)
      await sync.set(person('all'))
      await answer(0, fail(code, 'Later.'))
      await sync.set(muted('ops', 7))
      await turn()
      expect([names(), clock.waiting()]).toEqual([['attention'], 1])
      clock.pass(5_000)
      await answer(1, fail(code, 'Later.'))
      expect([asked[1]?.input, sync.unsent(), clock.waiting()]).toEqual([person('all'), true, 1])
      connect(sync)
      await answer(2, ok({}))
      expect([asked[2]?.input, clock.waiting()]).toEqual([person('all'), 0])
    },
  )
  test('what is set while the one before is under way is sent after it, and is not taken for acknowledged', async () => {
    const { sync, asked, answer, connect, server } = await start()
    connect(sync)
    await answer(0, ok(server('small')))
    await sync.set(person('all'))
    await sync.set(person('nothing'))
    await answer(1, ok({}))
    expect([sync.person().level, sync.unsent()]).toEqual(['nothing', true])
    await answer(2, ok({}))
    expect([asked[2]?.input, sync.person().level, sync.unsent()]).toEqual([
      person('nothing'),
      'nothing',
      false,
    ])
  })
  test('an answer that was read before a push that came first is not taken', async () => {
    const { sync, clock, answer, connect, server } = await start()
    connect(sync)
    await turn()
    const early = server('all')
    clock.pass(10)
    sync.told(server('mentions'))
    await answer(0, ok(early))
    expect(sync.person().level).toBe('mentions')
  })
  test('a server whose clock was set back is listened to after the next connect', async () => {
    const { sync, clock, answer, connect, server } = await start()
    connect(sync)
    await answer(0, ok(server('all')))
    connect(sync)
    await answer(1, ok(server('mentions', { now: clock.now() - 3_600_000 })))
    expect([sync.person().level, sync.now()]).toEqual(['mentions', clock.now() - 3_600_000])
  })
  test('8.7 a push that seems older than what was taken is no reason to believe it, and one to ask', async () => {
    const { sync, clock, names, answer, connect, server } = await start()
    connect(sync)
    await answer(0, ok(server('all')))
    const back = { now: clock.now() - 3_600_000 }
    sync.told(server('nothing', back))
    await turn()
    expect([sync.person().level, names()]).toEqual(['all', ['attention', 'attention']])
    await answer(1, ok(server('mentions', back)))
    expect([sync.person().level, sync.now()]).toEqual(['mentions', clock.now() - 3_600_000])
    sync.told(server('small', back))
    await turn()
    expect([sync.person().level, names().length]).toEqual(['small', 2])
  })
  test('a disk that fails at an acknowledgement holds it; the change is sent again', async () => {
    const { sync, journal, clock, names, answer, connect, server } = await start()
    connect(sync)
    await answer(0, ok(server('small')))
    await sync.set(person('all'))
    const save = journal.saveAttention
    journal.saveAttention = () => Promise.reject(new Error('disk'))
    await answer(1, ok({}))
    journal.saveAttention = save
    expect([sync.unsent(), clock.waiting()]).toEqual([true, 1])
    clock.pass(5_000)
    await answer(2, ok({}))
    expect([sync.unsent(), names()]).toEqual([
      false,
      ['attention', 'set-attention', 'set-attention', 'attention'],
    ])
  })
  test('a server that does not know the settings is not asked again and again', async () => {
    const { sync, clock, names, answer, connect } = await start()
    connect(sync)
    await answer(0, fail('malformed', 'There is no such command.'))
    expect([names(), clock.waiting()]).toEqual([['attention'], 0])
  })
})

test('the clock of the server is known from what it says, also after a restart', async () => {
  const { sync, clock, again, server } = await start()
  sync.told(server('small', { now: clock.now() + 90_000 }))
  await turn()
  clock.pass(1_000)
  expect([sync.now(), (await again()).now()]).toEqual([clock.now() + 90_000, clock.now() + 90_000])
  expect(sync.clockOffset()).toBe(90_000)
})

test('what was closed stores, sends and tells nothing, and leaves no timer', async () => {
  const { sync, journal, clock, names, answer, connect, server, changes } = await start()
  connect(sync)
  await sync.set(person('all'))
  await answer(0, fail('unavailable', 'Later.'))
  expect(clock.waiting()).toBe(1)
  await sync.close()
  const [before, told] = [await journal.attention(), changes()]
  sync.told(server('nothing'))
  clock.pass(10_000)
  await turn()
  expect([await journal.attention(), names(), clock.waiting(), changes()]).toEqual([
    before,
    ['attention'],
    0,
    told,
  ])
})
