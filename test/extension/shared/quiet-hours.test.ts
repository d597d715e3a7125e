import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBefore, isQuiet, quietUntil } from '../../../extension/shared/quiet-hours.ts'
import { UNTIL_TURNED_ON, type QuietHours } from '../../../protocol/notification-settings.ts'
import { stories } from '../../support/stories.ts'

const everyDay = [0, 1, 2, 3, 4, 5, 6]
const hours = (differs: Partial<QuietHours>): QuietHours => ({
  on: true,
  days: everyDay,
  from: '22:00',
  to: '08:00',
  timeZone: 'UTC',
  ...differs,
})
const minute = 60_000

/** The moments in a span at which quiet begins (+) or ends (-), by looking every five minutes. */
function changes(quiet: QuietHours, from: string, to: string): string[] {
  const found: string[] = []
  let was = isQuiet(quiet, Date.parse(from))
  for (let at = Date.parse(from); at <= Date.parse(to); at += 5 * minute) {
    const is = isQuiet(quiet, at)
    if (is !== was) found.push(`${is ? '+' : '-'}${new Date(at).toISOString().slice(0, 16)}`)
    was = is
  }
  return found
}

describe('quiet hours', () => {
  it.each<[string, Partial<QuietHours>, string, string, string[]]>([
    ['off', { on: false }, '2026-11-23T00:00Z', '2026-11-24T00:00Z', []],
    ['without a day', { days: [] }, '2026-11-23T00:00Z', '2026-11-24T00:00Z', []],
    // Sunday the 22nd begins one that lasts until Monday.
    [
      'across midnight',
      {},
      '2026-11-23T00:00Z',
      '2026-11-24T12:00Z',
      ['-2026-11-23T08:00', '+2026-11-23T22:00', '-2026-11-24T08:00'],
    ],
    [
      'within a day',
      { from: '12:00', to: '13:30' },
      '2026-11-23T00:00Z',
      '2026-11-24T00:00Z',
      ['+2026-11-23T12:00', '-2026-11-23T13:30'],
    ],
    // Friday the 27th alone: until Saturday morning, and not again on Saturday.
    [
      'the weekday is the one it begins on',
      { days: [5] },
      '2026-11-22T00:00Z',
      '2026-12-01T00:00Z',
      ['+2026-11-27T22:00', '-2026-11-28T08:00'],
    ],
    [
      'the weekday is the one of the time zone',
      { days: [5], timeZone: 'Asia/Seoul' },
      '2026-11-22T00:00Z',
      '2026-12-01T00:00Z',
      ['+2026-11-27T13:00', '-2026-11-27T23:00'],
    ],
    [
      'the same time twice is a whole day',
      { days: [6], from: '08:00', to: '08:00' },
      '2026-11-23T00:00Z',
      '2026-12-01T00:00Z',
      ['+2026-11-28T08:00', '-2026-11-29T08:00'],
    ],
    [
      'until midnight',
      { days: [1], to: '00:00' },
      '2026-11-22T00:00Z',
      '2026-11-28T00:00Z',
      ['+2026-11-23T22:00', '-2026-11-24T00:00'],
    ],
    [
      'spring in Berlin: 9 hours',
      { timeZone: 'Europe/Berlin' },
      '2027-03-27T12:00Z',
      '2027-03-28T12:00Z',
      ['+2027-03-27T21:00', '-2027-03-28T06:00'],
    ],
    [
      'autumn in Berlin: 11 hours',
      { timeZone: 'Europe/Berlin' },
      '2026-10-24T12:00Z',
      '2026-10-25T12:00Z',
      ['+2026-10-24T20:00', '-2026-10-25T07:00'],
    ],
    [
      'an end that is left out is the change',
      { timeZone: 'Europe/Berlin', to: '02:30' },
      '2027-03-27T12:00Z',
      '2027-03-28T12:00Z',
      ['+2027-03-27T21:00', '-2027-03-28T01:00'],
    ],
    [
      'a beginning that is left out is the change',
      { timeZone: 'Europe/Berlin', from: '02:30', to: '06:00' },
      '2027-03-27T12:00Z',
      '2027-03-28T12:00Z',
      ['+2027-03-28T01:00', '-2027-03-28T04:00'],
    ],
    [
      'all of it left out is nothing',
      { timeZone: 'Europe/Berlin', from: '02:10', to: '02:50' },
      '2027-03-27T12:00Z',
      '2027-03-28T12:00Z',
      [],
    ],
    [
      'an end that comes twice ends the first time',
      { timeZone: 'Europe/Berlin', to: '02:30' },
      '2026-10-24T12:00Z',
      '2026-10-25T12:00Z',
      ['+2026-10-24T20:00', '-2026-10-25T00:30'],
    ],
    [
      'a beginning that comes twice begins the first time, without a gap',
      { timeZone: 'Europe/Berlin', from: '02:30', to: '06:00' },
      '2026-10-24T12:00Z',
      '2026-10-25T12:00Z',
      ['+2026-10-25T00:30', '-2026-10-25T05:00'],
    ],
    [
      'spring in New York',
      { timeZone: 'America/New_York' },
      '2027-03-13T18:00Z',
      '2027-03-14T18:00Z',
      ['+2027-03-14T03:00', '-2027-03-14T12:00'],
    ],
    [
      'autumn in New York',
      { timeZone: 'America/New_York' },
      '2026-10-31T18:00Z',
      '2026-11-01T18:00Z',
      ['+2026-11-01T02:00', '-2026-11-01T13:00'],
    ],
  ])('%s', (_, differs, from, to, expected) => expect(changes(hours(differs), from, to)).toEqual(expected))

  it('in an unknown time zone are those of this machine’s', () => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
    const span = ['2026-11-23T00:00Z', '2026-11-25T00:00Z'] as const
    expect(changes(hours({ timeZone: 'Mars/Olympus_Mons' }), ...span)).toEqual(
      changes(hours({ timeZone: own }), ...span),
    )
  })

  it('in UTC are what the minute of the day says', () => {
    const time = fc.integer({ min: 0, max: 1439 })
    const text = (at: number): string =>
      `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    fc.assert(
      fc.property(time, time, time, fc.subarray(everyDay), (from, to, now, days) => {
        const today = 1
        const yesterday = 0
        const quiet =
          from < to
            ? days.includes(today) && from <= now && now < to
            : (days.includes(today) && from <= now) || (days.includes(yesterday) && now < to)
        const at = Date.parse('2026-11-23T00:00Z') + now * minute
        expect(isQuiet(hours({ from: text(from), to: text(to), days }), at)).toBe(quiet)
      }),
      { numRuns: stories(2000) },
    )
  })
})

it('mute lasts until its moment, which is not in it', () => {
  expect(isBefore(null, 0)).toBe(false)
  expect(isBefore(1000, 999)).toBe(true)
  expect(isBefore(1000, 1000)).toBe(false)
  expect(isBefore(UNTIL_TURNED_ON, Date.parse('2100-01-01'))).toBe(true)
})

describe('until when it stays quiet', () => {
  const wednesday = Date.parse('2026-11-25T23:00Z')
  it.each<[string, Partial<QuietHours>, string | null]>([
    ['the end of the night', {}, '2026-11-26T08:00'],
    ['nothing, when it is not quiet', { days: [5] }, null],
    ['nothing, when it is off', { on: false }, null],
    [
      'the end of the last of several whole days',
      { from: '08:00', to: '08:00', days: [3, 4] },
      '2026-11-27T08:00',
    ],
  ])('is %s', (_, differs, end) =>
    expect(quietUntil(hours(differs), wednesday)).toBe(end === null ? null : Date.parse(`${end}Z`)),
  )
  it('has no end where every day is quiet as a whole', () =>
    expect(quietUntil(hours({ from: '08:00', to: '08:00' }), wednesday)).toBe(UNTIL_TURNED_ON))
})
