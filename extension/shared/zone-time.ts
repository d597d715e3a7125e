/** A date of a calendar on the wall. */
export interface Day {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  /** 0: Sunday … 6: Saturday. */
  weekday: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one takes far longer than using it. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = makeFormatter(timeZone)
  formatters.set(timeZone, made)
  return made
}

function makeFormatter(timeZone: string | undefined): Intl.DateTimeFormat {
  const parts = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const
  try {
    return new Intl.DateTimeFormat('en-US', { ...parts, second: 'numeric', hourCycle: 'h23', timeZone })
  } catch {
    // A zone that this browser's database does not have (yet): what the clock of this machine shows comes closest.
    return makeFormatter(undefined)
  }
}

/** What the clock on the wall shows, as if it were UTC: easy to calculate with. */
function shownAt(ms: number, timeZone: string): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of formatterOf(timeZone).formatToParts(ms)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000)
}

function dayOf(shown: number): Day {
  const date = new Date(shown)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  }
}

/** Day and minute (since midnight) that a clock in the zone shows at `ms`. An unknown zone is that of this machine. */
export function wallTime(ms: number, timeZone: string): { day: Day; minute: number } {
  const shown = shownAt(ms, timeZone)
  const date = new Date(shown)
  return { day: dayOf(shown), minute: date.getUTCHours() * 60 + date.getUTCMinutes() }
}

/** So many days later. */
export const dayAfter = ({ year, month, day }: Day, days: number): Day =>
  dayOf(Date.UTC(year, month - 1, day + days))

/**
 * The moment (ms UTC) at which a clock in the zone first shows `minute` (since midnight) of the day. Where that time is
 * left out because clocks are put forward: the moment at which they are.
 */
export function instantOf({ year, month, day }: Day, minute: number, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, day, 0, minute)
  const offset = (ms: number): number => shownAt(ms, timeZone) - ms
  // Clocks are changed at most once within two days: one of these offsets holds at the moment that is looked for.
  const [before, after] = [offset(wanted - DAY_MS), offset(wanted + DAY_MS)]
  const fit = [wanted - Math.max(before, after), wanted - Math.min(before, after)].find(
    (ms) => shownAt(ms, timeZone) === wanted,
  )
  if (fit !== undefined) return fit
  let [early, late] = [wanted - after, wanted - before]
  while (late - early > MINUTE_MS) {
    const middle = Math.floor((early + late) / 2 / MINUTE_MS) * MINUTE_MS
    if (offset(middle) === before) early = middle
    else late = middle
  }
  return late
}
