// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  defaultPersonSettings,
  UNTIL_TURNED_ON,
  type QuietHours,
} from '../../../../protocol/notification-settings.ts'
import { turned } from '../../../../extension/options/quiet/turn-quiet-hours.ts'
import { overview } from '../../ui/fake-store.ts'
import { fill, find, press, refusal, refusalWords } from '../../ui/mount.tsx'
import { openOptions } from '../open-options.tsx'

const untilIs = (doNotDisturbUntil: number | null) =>
  overview({ settings: { ...defaultPersonSettings, doNotDisturbUntil } })
const hours = (change: Partial<QuietHours>): QuietHours => ({
  ...defaultPersonSettings.quietHours,
  on: true,
  timeZone: 'Asia/Seoul',
  ...change,
})
const hoursAre = (change: Partial<QuietHours> = {}) =>
  overview({ settings: { ...defaultPersonSettings, quietHours: hours(change) } })

describe('do not disturb', () => {
  it.each([
    ['For 30 minutes', 30 * 60_000],
    ['For 2 hours', 120 * 60_000],
  ])('is turned on: %s', async (name, ms) => {
    const { person, words } = await openOptions(overview())
    expect(words()).toContain('Off: you are notified as set above.')
    const before = Date.now()
    await press(find('button', name))
    const until = person()?.doNotDisturbUntil ?? 0
    expect(until - before - ms).toBeGreaterThanOrEqual(0)
    expect(until - before - ms).toBeLessThan(10_000)
    expect(words()).toContain('Do not disturb until ')
  })
  it('ends tomorrow, or not by itself', async () => {
    const { person, words } = await openOptions(overview())
    await press(find('button', 'Until tomorrow'))
    expect(new Date(person()?.doNotDisturbUntil ?? 0).getHours()).toBe(8)
    await press(find('button', 'Until I turn it off'))
    expect(person()?.doNotDisturbUntil).toBe(UNTIL_TURNED_ON)
    expect(words()).toContain('Do not disturb is on')
  })
  it('is turned off; the focus goes to the choices', async () => {
    const { person, words } = await openOptions(untilIs(UNTIL_TURNED_ON))
    find('button', 'Turn off').focus()
    await press(find('button', 'Turn off'))
    expect(person()?.doNotDisturbUntil).toBeNull()
    expect(words()).toContain('Off: you are notified')
    expect(document.activeElement?.textContent).toBe('For 30 minutes')
  })
  it('is off when its time is over', async () => {
    const { words } = await openOptions(untilIs(Date.now() - 1))
    expect(words()).toContain('Off: you are notified')
  })
  it('goes back, in words, when it could not be kept', async () => {
    const { words } = await openOptions(overview(), { answers: { 'change-settings': refusal } })
    await press(find('button', 'For 2 hours'))
    expect(words()).toContain(refusalWords)
    expect(words()).toContain('Off: you are notified')
  })
})

describe('quiet hours', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('show their times only when they are on', async () => {
    const { words } = await openOptions(overview())
    expect(document.querySelector('#quiet-from')).toBeNull()
    await press(find('#quiet-hours'))
    expect(find<HTMLInputElement>('#quiet-from').value).toBe('22:00')
    expect(words()).toContain('Quiet from 22:00 to 08:00 the next day.')
  })
  it('are those of the browser’s zone when first switched on, and keep theirs later', () => {
    const options = { ...new Intl.DateTimeFormat().resolvedOptions(), timeZone: 'Asia/Tokyo' }
    vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue(options)
    const { quietHours } = defaultPersonSettings
    expect(turned(quietHours, true)).toEqual({ ...quietHours, on: true, timeZone: 'Asia/Tokyo' })
    const set = hours({ on: false, timeZone: 'UTC', from: '21:00' })
    expect(turned(set, true)).toEqual({ ...set, on: true })
    expect(turned(hours({}), false)).toEqual(hours({ on: false }))
  })
  it('take days', async () => {
    const { person } = await openOptions(hoursAre())
    await press(find('input', 'Sunday'))
    await press(find('input', 'Wednesday'))
    expect(person()?.quietHours).toEqual(hours({ days: [0, 1, 2, 4, 5] }))
  })
  it('say that they never come when no day is left', async () => {
    const { words } = await openOptions(hoursAre({ days: [1] }))
    await press(find('input', 'Monday'))
    expect(words()).toContain('No day is chosen, so it is never quiet.')
  })
  it('take times, and say when they end', async () => {
    const { person, words } = await openOptions(hoursAre())
    await fill(find('#quiet-from'), '09:00')
    expect(person()?.quietHours).toEqual(hours({ from: '09:00' }))
    await fill(find('#quiet-to'), '17:30')
    expect(words()).toContain('Quiet from 09:00 to 17:30.')
    await fill(find('#quiet-to'), '09:00')
    expect(words()).toContain('Quiet for a whole day, from 09:00 on.')
  })
  it('take no half typed time, and put the last one back', async () => {
    const { asked } = await openOptions(hoursAre())
    const from = find<HTMLInputElement>('#quiet-from')
    await fill(from, '')
    expect(asked).toEqual([])
    from.focus()
    from.blur()
    expect(from.value).toBe('22:00')
  })
  it('take a time zone, the browser’s own first; one that this browser does not list is there, too', async () => {
    const { person } = await openOptions(hoursAre({ timeZone: 'Mars/Olympus' }))
    const zones = [...find<HTMLSelectElement>('#time-zone').options].map((option) => option.value)
    expect(zones[0]).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(zones).toContain('Mars/Olympus')
    expect(new Set(zones).size).toBe(zones.length)
    await fill(find<HTMLSelectElement>('#time-zone'), 'Asia/Seoul')
    expect(person()?.quietHours).toEqual(hours({}))
  })
  it('go back, in words, when they could not be kept', async () => {
    const { words } = await openOptions(hoursAre(), { answers: { 'change-settings': refusal } })
    await press(find('input', 'Monday'))
    expect(find<HTMLInputElement>('input', 'Monday').checked).toBe(true)
    await fill(find('#quiet-from'), '09:00')
    expect(find<HTMLInputElement>('#quiet-from').value).toBe('22:00')
    expect(words()).toContain(refusalWords)
  })
})
