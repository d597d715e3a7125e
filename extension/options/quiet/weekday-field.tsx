import { useWords } from '../../ui/i18n/text.ts'

/** The week begins on Monday; numbers as in `Date.getDay`. */
const week = [1, 2, 3, 4, 5, 6, 0]
/** A Sunday at noon, UTC. */
const SUNDAY = Date.UTC(2026, 0, 4, 12)
const DAY_MS = 86_400_000

const dayName = (day: number, weekday: 'short' | 'long', language: string): string =>
  new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(SUNDAY + day * DAY_MS)

interface Props {
  days: number[]
  onChange: (days: number[]) => void
}

/** The days on which quiet hours begin. */
export function WeekdayField({ days, onChange }: Props) {
  const { text, language } = useWords()
  const turn = (day: number, on: boolean) =>
    onChange(on ? [...days, day].sort((a, b) => a - b) : days.filter((one) => one !== day))
  return (
    <fieldset class="weekdays">
      <legend>{text('quietDays')}</legend>
      {week.map((day) => (
        <label key={day} class="weekday">
          <input
            type="checkbox"
            aria-label={dayName(day, 'long', language)}
            checked={days.includes(day)}
            onChange={(event) => turn(day, event.currentTarget.checked)}
          />
          <span>{dayName(day, 'short', language)}</span>
        </label>
      ))}
    </fieldset>
  )
}
