import type { LocalTime, ServerTime } from '../../../protocol/entry.ts'

const isSame = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()

/** A time is shown as its clock said it, whichever that was. */
type Moment = ServerTime | LocalTime

/** By this machine's calendar. */
export const isSameDay = (a: Moment, b: Moment): boolean => isSame(new Date(a), new Date(b))

/** "14:02". */
export const formatTime = (at: Moment, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** "14:02" today, else with its day. */
export const formatMoment = (at: Moment, language: string, now: LocalTime = Date.now()): string =>
  isSameDay(at, now)
    ? formatTime(at, language)
    : `${new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }).format(at)}, ${formatTime(at, language)}`

/** "Today", "Yesterday", else "Mon, 3 November", with the year when it is another. */
export function formatDay(at: ServerTime, language: string, now: LocalTime = Date.now()): string {
  const day = new Date(at)
  const today = new Date(now)
  const yesterday = new Date(now)
  yesterday.setDate(today.getDate() - 1)
  const relative = isSame(day, today) ? 0 : isSame(day, yesterday) ? -1 : undefined
  if (relative !== undefined) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(relative, 'day')
    return words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
  }
  const year = day.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    month: 'long',
    day: 'numeric',
    ...year,
  }).format(at)
}
