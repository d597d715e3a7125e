import type { QuietHours } from '../../../../protocol/attention.ts'
import { dayAfter, instantOf, wallTime } from '../../../bridge/zone-time.ts'

/** Minutes since midnight of `HH:MM`. */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * Whether `nowMs` lies in a quiet time. Each of `days` begins one at `from`; it lasts until the next `to`, which may be on
 * the day after; with `from` and `to` the same it lasts a whole day. Where clocks are changed, a quiet time ends when the
 * clock first shows `to` or later: an hour that comes twice is quiet at most once. Some microseconds: ask once a batch.
 */
export function isQuiet({ on, days, from, to, timeZone }: QuietHours, nowMs: number): boolean {
  if (!on || days.length === 0) return false
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const { day } = wallTime(nowMs, timeZone)
  return [dayAfter(day, -1), day].some(
    (start) =>
      days.includes(start.weekday) &&
      instantOf(start, begin, timeZone) <= nowMs &&
      nowMs < instantOf(end > begin ? start : dayAfter(start, 1), end, timeZone),
  )
}

/** Of a mute and of do-not-disturb: `until` as in the settings, a moment of the server's clock, ms UTC; null: not set. */
export const isBefore = (until: number | null, nowMs: number): boolean => until !== null && nowMs < until
