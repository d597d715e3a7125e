import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter, instantOf, wallTime, type Day } from '../../../extension/shared/zone-time.ts'
import { stories } from '../../support/stories.ts'

const zones = [
  'UTC',
  'Asia/Seoul',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Pacific/Apia',
]
const dayOf = (iso: string): Day => wallTime(Date.parse(`${iso}T12:00Z`), 'UTC').day
const at = (iso: string, time: string, zone: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(instantOf(dayOf(iso), hours * 60 + minutes, zone)).toISOString()
}

describe('instantOf', () => {
  it.each([
    ['2026-11-24', '22:00', 'UTC', '2026-11-24T22:00:00.000Z'],
    ['2026-11-24', '08:00', 'Asia/Seoul', '2026-11-23T23:00:00.000Z'],
    ['2026-11-24', '08:00', 'Asia/Kathmandu', '2026-11-24T02:15:00.000Z'],
    // 02:00 becomes 03:00: what is left out is the moment of the change.
    ['2027-03-28', '01:59', 'Europe/Berlin', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28', '02:30', 'Europe/Berlin', '2027-03-28T01:00:00.000Z'],
    ['2027-03-28', '03:00', 'Europe/Berlin', '2027-03-28T01:00:00.000Z'],
    // 03:00 becomes 02:00: the first of the two.
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2027-03-14', '02:30', 'America/New_York', '2027-03-14T07:00:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    // Half an hour only, and at midnight.
    ['2026-10-04', '02:10', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2026-09-06', '00:00', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    // A day that there never was.
    ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s %s in %s', (day, time, zone, iso) => expect(at(day, time, zone)).toBe(iso))

  it('is what the wall shows, or the first moment after it, and never goes back', () => {
    const minutes = fc.integer({ min: 0, max: 1439 })
    const moments = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2029-01-01') })
    fc.assert(
      fc.property(moments, minutes, fc.constantFrom(...zones), (moment, minute, zone) => {
        const { day } = wallTime(moment, zone)
        const found = instantOf(day, minute, zone)
        const shown = wallTime(found, zone)
        const before = wallTime(found - 60_000, zone)
        const asNumber = (time: { day: Day; minute: number }): number =>
          Date.UTC(time.day.year, time.day.month - 1, time.day.day, 0, time.minute)
        const wanted = asNumber({ day, minute })
        expect(asNumber(shown)).toBeGreaterThanOrEqual(wanted)
        expect(asNumber(before)).toBeLessThan(wanted)
      }),
      { numRuns: stories(2000) },
    )
  })
})

describe('wallTime', () => {
  it('says day, weekday and minute', () =>
    expect(wallTime(Date.parse('2026-11-24T16:30:59.999Z'), 'Asia/Seoul')).toEqual({
      day: { year: 2026, month: 11, day: 25, weekday: 3 },
      minute: 90,
    }))
  it('says midnight as 0, not 24', () =>
    expect(wallTime(Date.parse('2026-11-24T00:00Z'), 'UTC').minute).toBe(0))
  it('takes this machine’s zone where it does not know one', () => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone
    const now = Date.parse('2026-11-24T16:30Z')
    expect(wallTime(now, 'Mars/Olympus_Mons')).toEqual(wallTime(now, own))
  })
})

describe('dayAfter', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2027-03-28', 0, '2027-03-28'],
  ])('%s and %i days', (from, days, to) => expect(dayAfter(dayOf(from), days)).toEqual(dayOf(to)))
})
