import { describe, expect, test } from 'vitest'
import { defaultPersonSettings } from '../../../../protocol/notification-settings.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { settled } from '../../../support/settled.ts'
import { muted, person, startDevice } from './settings-device.ts'

describe('without a connection', () => {
  test('the defaults count until something was heard or set', async () => {
    const { sync, clock } = await startDevice()
    expect([sync.person(), sync.room('general'), sync.unsent(), sync.now()]).toEqual([
      defaultPersonSettings,
      { level: null, mutedUntil: null },
      false,
      clock.now(),
    ])
  })
  test('8.8 what is set counts at once, and after a restart', async () => {
    const { sync, again, changes, names } = await startDevice()
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
    const { sync, journal } = await startDevice()
    const save = journal.saveSettings
    let write = (): void => undefined
    journal.saveSettings = async (settings) => {
      await new Promise<void>((resolve) => (write = resolve))
      return save(settings)
    }
    let heard = false
    const setting = sync.set(person('all')).then(() => (heard = true))
    await settled()
    expect([heard, sync.person().level]).toEqual([false, 'small'])
    write()
    await setting
    expect((await journal.settings())?.pending).toEqual([person('all')])
  })
  test('what the disk does not take is refused to the caller, and does not count', async () => {
    const { sync, journal } = await startDevice()
    journal.saveSettings = () => Promise.reject(new Error('disk'))
    await expect(sync.set(person('all'))).rejects.toThrow('disk')
    expect([sync.person().level, sync.unsent()]).toEqual(['small', false])
  })
})

describe('with a connection', () => {
  test('8.8 the server is asked first, then each changed part is sent once, with the revision of the answer', async () => {
    const { sync, asked, names, answer, server, connect } = await startDevice()
    await sync.set(person('all'))
    await sync.set(muted('ops', 7))
    await sync.set(person('mentions'))
    connect(sync)
    await answer(0, ok(server('small', { revision: 3 })))
    expect([sync.person().level, sync.room('ops').mutedUntil, sync.unsent()]).toEqual(['mentions', 7, true])
    const rooms = { ops: { level: null, mutedUntil: 7 } }
    await answer(1, ok(server('small', { revision: 4, rooms })))
    await answer(2, ok(server('mentions', { revision: 5, rooms })))
    expect(names()).toEqual(['settings', 'change-settings', 'change-settings'])
    expect(asked.slice(1).map(({ input }) => input)).toEqual([
      { ...muted('ops', 7), revision: 3 },
      { ...person('mentions'), revision: 4 },
    ])
    expect([sync.person().level, sync.room('ops').mutedUntil, sync.unsent()]).toEqual(['mentions', 7, false])
  })
  test('8.8 a repeat after a lost answer names the revision of the first try, also after a restart', async () => {
    const { sync, again, line, asked, names, answer, server, connect } = await startDevice()
    connect(sync)
    await answer(0, ok(server('small', { revision: 3 })))
    await sync.set(person('all'))
    await answer(1, fail('unavailable', 'The connection ended.'))
    line.up = false
    await sync.close()
    const next = await again()
    connect(next)
    await answer(2, ok(server('nothing', { revision: 5 })))
    await answer(3, ok(server('nothing', { revision: 5 })))
    expect(names()).toEqual(['settings', 'change-settings', 'settings', 'change-settings'])
    expect([asked[1]?.input, asked[3]?.input]).toEqual([
      { ...person('all'), revision: 3 },
      { ...person('all'), revision: 3 },
    ])
    expect([next.person().level, next.unsent()]).toEqual(['nothing', false])
  })
  test('8.7 the server counts for what is not pending, and only for that', async () => {
    const { sync, line, server } = await startDevice()
    await sync.set(muted('ops', 7))
    line.up = true
    sync.pushed(
      server('nothing', {
        rooms: { ops: { level: 'all', mutedUntil: null }, dev: { level: 'all', mutedUntil: null } },
      }),
    )
    await settled()
    expect([sync.person().level, sync.room('ops').mutedUntil, sync.room('dev').level]).toEqual([
      'nothing',
      7,
      'all',
    ])
  })
  test('8.6 a refusal for good lets the setting go back to the server’s, and the rest is sent', async () => {
    const { sync, names, answer, server, connect, changes } = await startDevice()
    connect(sync)
    await answer(0, ok(server('mentions')))
    await sync.set(muted('gone', 7))
    await sync.set(person('all'))
    await settled()
    const before = changes()
    await answer(1, fail('unknown_room', 'Not yours.'))
    expect([sync.room('gone').mutedUntil, sync.person().level, sync.unsent()]).toEqual([null, 'all', true])
    expect(changes()).toBeGreaterThan(before)
    await answer(2, fail('malformed', 'No.'))
    expect([sync.person().level, sync.unsent()]).toEqual(['mentions', false])
    expect(names()).toEqual(['settings', 'change-settings', 'change-settings'])
  })
  test.each(['rate_limited', 'storage_full', 'unavailable', 'unauthorized'] as const)(
    'after %s the change is sent again later, and at once over a new connection',
    async (code) => {
      const { sync, clock, asked, names, answer, connect, server } = await startDevice()
      connect(sync)
      await answer(0, ok(server('small')))
      await sync.set(person('all'))
      await answer(1, fail(code, 'Later.'))
      await sync.set(muted('ops', 7))
      await settled()
      expect([names(), clock.waiting()]).toEqual([['settings', 'change-settings'], 1])
      clock.pass(5_000)
      await answer(2, fail(code, 'Later.'))
      expect([sync.unsent(), clock.waiting()]).toEqual([true, 1])
      connect(sync)
      await answer(3, ok(server('small')))
      await settled()
      expect([asked[4]?.input, clock.waiting()]).toEqual([{ ...person('all'), revision: 0 }, 0])
    },
  )
  test('a change made after one whose answer was lost is based on what the server then has', async () => {
    const { sync, clock, asked, names, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('small', { revision: 3 })))
    await sync.set(person('all'))
    await answer(1, fail('unavailable', 'No answer in time.'))
    await sync.set(person('nothing'))
    clock.pass(5_000)
    await answer(2, ok(server('all', { revision: 4 })))
    expect(names()).toEqual(['settings', 'change-settings', 'settings', 'change-settings'])
    expect(asked[3]?.input).toEqual({ ...person('nothing'), revision: 4 })
  })
  test('a change made while the one before is under way is sent after it, based on its revision', async () => {
    const { sync, asked, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('small')))
    await sync.set(person('all'))
    await settled()
    await sync.set(person('nothing'))
    await answer(1, ok(server('all', { revision: 1 })))
    expect([sync.person().level, sync.unsent()]).toEqual(['nothing', true])
    await answer(2, ok(server('nothing', { revision: 2 })))
    expect([asked[2]?.input, sync.person().level, sync.unsent()]).toEqual([
      { ...person('nothing'), revision: 1 },
      'nothing',
      false,
    ])
  })
  test('8.7 an answer that a push with a higher revision overtook settles its change and is not taken', async () => {
    const { sync, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('small')))
    await sync.set(person('all'))
    await settled()
    sync.pushed(server('nothing', { revision: 2 }))
    await answer(1, ok(server('all', { revision: 1 })))
    expect([sync.person().level, sync.unsent()]).toEqual(['nothing', false])
  })
  test('8.7 a server that was restored is believed after the next connect, though its revision is lower', async () => {
    const { sync, clock, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('all', { revision: 9 })))
    connect(sync)
    await answer(1, ok(server('mentions', { revision: 2, now: clock.now() - 3_600_000 })))
    expect([sync.person().level, sync.now()]).toEqual(['mentions', clock.now() - 3_600_000])
  })
  test('pushed settings that the disk did not take are asked for', async () => {
    const { sync, journal, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('small')))
    const save = journal.saveSettings
    journal.saveSettings = () => Promise.reject(new Error('disk'))
    sync.pushed(server('nothing', { revision: 1 }))
    await settled()
    journal.saveSettings = save
    await answer(1, ok(server('nothing', { revision: 1 })))
    expect(sync.person().level).toBe('nothing')
  })
  test('a disk that fails at an acknowledgement makes the change be sent again', async () => {
    const { sync, journal, clock, names, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('small')))
    await sync.set(person('all'))
    await settled()
    const save = journal.saveSettings
    journal.saveSettings = () => Promise.reject(new Error('disk'))
    await answer(1, ok(server('all', { revision: 1 })))
    journal.saveSettings = save
    expect([sync.unsent(), clock.waiting()]).toEqual([true, 1])
    clock.pass(5_000)
    await answer(2, ok(server('all', { revision: 1 })))
    expect([sync.unsent(), names()]).toEqual([false, ['settings', 'change-settings', 'change-settings']])
  })
  test('a server that does not know the settings is not asked again and again', async () => {
    const { sync, clock, names, answer, connect } = await startDevice()
    connect(sync)
    await answer(0, fail('malformed', 'There is no such command.'))
    expect([names(), clock.waiting()]).toEqual([['settings'], 0])
  })
})

test('the clock of the server is known from what it says, also after a restart', async () => {
  const { sync, clock, again, server } = await startDevice()
  sync.pushed(server('small', { now: clock.now() + 90_000 }))
  await settled()
  clock.pass(1_000)
  expect([sync.now(), (await again()).now()]).toEqual([clock.now() + 90_000, clock.now() + 90_000])
  expect(sync.clockOffset()).toBe(90_000)
})

test.each([2 * 3_600_000, -2 * 3_600_000])(
  'a clock that is set by %i ms makes do-not-disturb last as much longer',
  async (ms) => {
    const { sync, clock, names, answer, connect, server } = await startDevice()
    connect(sync)
    await answer(0, ok(server('all')))
    const before = sync.now()
    clock.set(ms)
    sync.now()
    await answer(1, ok(server('all', { now: before })))
    expect([names(), sync.now(), sync.clockOffset()]).toEqual([['settings', 'settings'], before, -ms])
    clock.pass(600_000)
    sync.now()
    expect(names()).toHaveLength(2)
  },
)

test('what was closed stores, sends and reports nothing, and leaves no timer', async () => {
  const { sync, journal, clock, names, answer, connect, server, changes } = await startDevice()
  connect(sync)
  await sync.set(person('all'))
  await answer(0, fail('unavailable', 'Later.'))
  expect(clock.waiting()).toBe(1)
  await sync.close()
  const [before, reported] = [await journal.settings(), changes()]
  sync.pushed(server('nothing'))
  clock.pass(10_000)
  await settled()
  expect([await journal.settings(), names(), clock.waiting(), changes()]).toEqual([
    before,
    ['settings'],
    0,
    reported,
  ])
})
