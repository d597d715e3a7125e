import type { ServerTime } from '../../protocol/entry.ts'
import { UNTIL_TURNED_ON, type QuietHours } from '../../protocol/notification-settings.ts'
import { dayAfter, instantOf, wallTime } from './zone-time.ts'

/** Minutes since midnight of `HH:MM`. */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * Whether `nowMs` lies in a quiet time. Each of `days` begins one at `from`; it lasts until the next `to`, which may be on
 * the day after; with `from` and `to` the same it lasts a whole day. Where clocks are changed, a quiet time ends when the
 * clock first shows `to` or later: an hour that comes twice is quiet at most once. Some microseconds: ask once a batch.
 */
export const isQuiet = (hours: QuietHours, nowMs: ServerTime): boolean => endOfOne(hours, nowMs) !== undefined

/** When the quiet time that `nowMs` lies in is over, ms UTC. */
function endOfOne({ on, days, from, to, timeZone }: QuietHours, nowMs: ServerTime): ServerTime | undefined {
  if (!on || days.length === 0) return undefined
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const { day } = wallTime(nowMs, timeZone)
  return [dayAfter(day, -1), day]
    .filter((start) => days.includes(start.weekday) && instantOf(start, begin, timeZone) <= nowMs)
    .map((start) => instantOf(end > begin ? start : dayAfter(start, 1), end, timeZone))
    .find((over) => nowMs < over)
}

/** Until when it stays quiet: one quiet time may follow on another. Null: it is not quiet now. */
export function quietUntil(hours: QuietHours, nowMs: ServerTime): ServerTime | null {
  let until: ServerTime | null = null
  for (let times = 0; times <= 7; times += 1) {
    const next = endOfOne(hours, until ?? nowMs)
    if (next === undefined) return until
    until = next
  }
  // All week.
  return UNTIL_TURNED_ON
}

/** Of a mute and of do-not-disturb: `until` as in the settings, a moment of the server's clock, ms UTC; null: not set. */
export const isBefore = (until: ServerTime | null, nowMs: ServerTime): boolean =>
  until !== null && nowMs < until
