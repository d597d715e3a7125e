import * as v from 'valibot'
import { expect, it } from 'vitest'
import { muteChoices, muteUntil } from '../../../extension/shared/mute-until.ts'
import { roomSettingsSchema } from '../../../protocol/notification-settings.ts'

const iso = (choice: (typeof muteChoices)[number], now: string, zone: string): string =>
  new Date(muteUntil(choice, Date.parse(now), zone)).toISOString()

it.each([
  ['30min', '2026-11-24T10:00:00.500Z', 'UTC', '2026-11-24T10:30:00.500Z'],
  ['2h', '2026-11-24T23:00Z', 'UTC', '2026-11-25T01:00:00.000Z'],
  ['tomorrow', '2026-11-24T10:00Z', 'UTC', '2026-11-25T08:00:00.000Z'],
  ['tomorrow', '2026-11-24T07:59Z', 'UTC', '2026-11-25T08:00:00.000Z'],
  ['tomorrow', '2026-11-24T05:00Z', 'UTC', '2026-11-25T08:00:00.000Z'],
  // Still last night.
  ['tomorrow', '2026-11-24T04:59Z', 'UTC', '2026-11-24T08:00:00.000Z'],
  ['tomorrow', '2026-11-24T00:00Z', 'UTC', '2026-11-24T08:00:00.000Z'],
  ['tomorrow', '2026-12-31T14:59Z', 'Asia/Seoul', '2026-12-31T23:00:00.000Z'],
  // A night of 9, and one of 11 hours from 22:00 on.
  ['tomorrow', '2027-03-27T21:00Z', 'Europe/Berlin', '2027-03-28T06:00:00.000Z'],
  ['tomorrow', '2026-10-24T20:00Z', 'Europe/Berlin', '2026-10-25T07:00:00.000Z'],
  ['tomorrow', '2026-10-31T20:00Z', 'America/New_York', '2026-11-01T13:00:00.000Z'],
] as const)('%s at %s in %s', (choice, now, zone, until) => expect(iso(choice, now, zone)).toBe(until))

it('in an unknown zone, too, a morning comes within 27 hours', () => {
  const now = Date.parse('2026-11-24T10:00Z')
  const until = muteUntil('tomorrow', now, 'Mars/Olympus_Mons')
  expect(until).toBeGreaterThan(now)
  expect(until).toBeLessThanOrEqual(now + 27 * 3_600_000)
})

it.each(muteChoices)('%s can be stored', (choice) => {
  const mutedUntil = muteUntil(choice, Date.parse('2026-11-24T10:00Z'), 'Asia/Seoul')
  expect(v.is(roomSettingsSchema, { level: null, mutedUntil })).toBe(true)
})
