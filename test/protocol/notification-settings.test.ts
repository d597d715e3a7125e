import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  settingsSchema,
  defaultPersonSettings,
  defaultRoomSettings,
  UNTIL_TURNED_ON,
} from '../../protocol/notification-settings.ts'
import { COMMAND_MAX_BYTES } from '../../protocol/limits.ts'
import { commands } from '../../protocol/up.ts'

const input = commands['change-settings'].input
const person = (change: object) => ({
  of: 'person',
  settings: { ...defaultPersonSettings, ...change },
  revision: 0,
})
const quiet = (change: object) => person({ quietHours: { ...defaultPersonSettings.quietHours, ...change } })
const room = (change: object) => ({
  of: 'room',
  room: 'general',
  settings: { ...defaultRoomSettings, ...change },
  revision: 0,
})

describe('8.6 settings', () => {
  it.each<[string, unknown]>([
    ['the defaults', person({})],
    ['the defaults of a room', room({})],
    ['until turned on', person({ doNotDisturbUntil: UNTIL_TURNED_ON })],
    ['a muted room', room({ level: 'nothing', mutedUntil: 0 })],
    ['midnight', quiet({ from: '00:00', to: '23:59', days: [0, 1, 2, 3, 4, 5, 6] })],
    ['50 keywords', person({ keywords: Array(50).fill('가'.repeat(64)) })],
  ])('are taken: %s', (_what, change) => {
    expect(v.safeParse(input, change)).toMatchObject({ success: true })
  })

  it.each<[string, unknown]>([
    ['of nobody', { settings: defaultPersonSettings, revision: 0 }],
    ['a part of a part', { of: 'person', settings: { level: 'all' }, revision: 0 }],
    ['no revision', { of: 'person', settings: defaultPersonSettings }],
    ['a revision below 0', { ...person({}), revision: -1 }],
    ['a field too many', person({ colour: 'red' })],
    ['a field too many of a room', room({ sounds: true })],
    ['a field too many of quiet hours', quiet({ until: 5 })],
    ['another level', person({ level: 'none' })],
    ['no level at all', person({ level: null })],
    ['51 keywords', person({ keywords: Array(51).fill('x') })],
    ['an empty keyword', person({ keywords: ['  '] })],
    ['a keyword of 65 characters', person({ keywords: ['x'.repeat(65)] })],
    ['a date as text', person({ doNotDisturbUntil: '2026-01-01' })],
    ['a moment before all clocks', room({ mutedUntil: -1 })],
    ['half a millisecond', room({ mutedUntil: 0.5 })],
    ['a moment that is none', room({ mutedUntil: Number.POSITIVE_INFINITY })],
    ['24 o’clock', quiet({ from: '24:00' })],
    ['a time without its zero', quiet({ to: '8:00' })],
    ['a time of day with seconds', quiet({ to: '08:00:00' })],
    ['an eighth day', quiet({ days: [7] })],
    ['eight days', quiet({ days: [0, 1, 2, 3, 4, 5, 6, 6] })],
    ['no time zone', quiet({ timeZone: '' })],
    ['a long time zone', quiet({ timeZone: 'x'.repeat(65) })],
    ['a number for a switch', person({ urgent: 1 })],
    ['a room that is no slug', { ...room({}), room: '../x' }],
  ])('are refused: %s', (_what, change) => {
    expect(v.safeParse(input, change)).toMatchObject({ success: false })
  })

  it('are sent trimmed', () => {
    const parsed = v.safeParse(input, person({ keywords: ['  deploy '] }))
    expect(parsed.output).toMatchObject({ settings: { keywords: ['deploy'] } })
  })

  it('7.5 fit into a command', () => {
    const largest = person({
      keywords: Array(50).fill('\u0001'.repeat(64)),
      quietHours: { ...defaultPersonSettings.quietHours, timeZone: '\u0001'.repeat(64) },
    })
    expect(v.is(input, largest)).toBe(true)
    expect(Buffer.byteLength(JSON.stringify([largest]))).toBeLessThan(COMMAND_MAX_BYTES)
  })
})

it('8.5 what a later server adds to the settings does not keep them from being read', () => {
  const later = {
    revision: 2,
    now: 1,
    later: true,
    person: {
      ...person({}).settings,
      later: true,
      quietHours: { ...quiet({}).settings.quietHours, later: 1 },
    },
    rooms: { general: { ...defaultRoomSettings, later: true } },
  }
  expect(v.parse(settingsSchema, later)).toEqual({
    revision: 2,
    now: 1,
    person: defaultPersonSettings,
    rooms: { general: defaultRoomSettings },
  })
})

it('until turned on is later than every date and survives JSON', () => {
  expect(new Date(UNTIL_TURNED_ON).getTime()).toBe(UNTIL_TURNED_ON)
  expect(new Date(UNTIL_TURNED_ON + 1).getTime()).toBeNaN()
  expect(Number.isSafeInteger(UNTIL_TURNED_ON)).toBe(true)
})
