import { useMemo } from 'preact/hooks'
import type { QuietHours } from '../../../protocol/notification-settings.ts'
import { Switch } from '../../ui/settings/switch.tsx'
import { timeZones } from '../../ui/i18n/time-zones.ts'
import { useWords } from '../../ui/i18n/text.ts'
import { turned } from './turn-quiet-hours.ts'
import { WeekdayField } from './weekday-field.tsx'
import './quiet.css'

interface Props {
  hours: QuietHours
  onChange: (hours: QuietHours) => void
}

/** Says "the next day", since it follows from the times and is easily overlooked. */
const spanKey = ({ from, to }: QuietHours) =>
  from === to ? 'quietWholeDay' : to < from ? 'quietNextDay' : 'quietSameDay'

export function QuietHoursFields({ hours, onChange }: Props) {
  const { text } = useWords()
  const zones = useMemo(() => timeZones(hours.timeZone), [hours.timeZone])
  const set = (part: Partial<QuietHours>) => onChange({ ...hours, ...part })
  return (
    <>
      <Switch
        id="quiet-hours"
        label={text('quietHours')}
        help={text('quietHoursHelp')}
        checked={hours.on}
        onTurn={(on) => onChange(turned(hours, on))}
      />
      {hours.on && (
        <div class="indented">
          <WeekdayField days={hours.days} onChange={(days) => set({ days })} />
          <div class="times">
            <span>
              <label for="quiet-from">{text('quietFrom')}</label>
              <TimeBox id="quiet-from" time={hours.from} onChange={(from) => set({ from })} />
            </span>
            <span>
              <label for="quiet-to">{text('quietTo')}</label>
              <TimeBox id="quiet-to" time={hours.to} onChange={(to) => set({ to })} />
            </span>
          </div>
          <p class={hours.days.length === 0 ? 'problem' : 'quiet'} role="status">
            {hours.days.length === 0 ? text('quietNoDay') : text(spanKey(hours), hours.from, hours.to)}
          </p>
          <div class="field">
            <label for="time-zone">{text('timeZone')}</label>
            <select
              id="time-zone"
              value={hours.timeZone}
              onChange={(event) => set({ timeZone: event.currentTarget.value })}
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </div>
        </div>
      )}
    </>
  )
}

/** While it is typed, a time is empty: it is taken once it is one, and goes back if it never becomes one. */
function TimeBox({ id, time, onChange }: { id: string; time: string; onChange: (time: string) => void }) {
  return (
    <input
      type="time"
      id={id}
      value={time}
      onChange={({ currentTarget: { value } }) => {
        if (/^\d\d:\d\d$/.test(value)) onChange(value)
      }}
      onBlur={({ currentTarget: box }) => {
        if (box.value === '') box.value = time
      }}
    />
  )
}
