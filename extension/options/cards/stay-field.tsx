import { useState } from 'preact/hooks'
import { Switch } from '../../ui/settings/switch.tsx'
import { useWords } from '../../ui/i18n/text.ts'

interface Props {
  /** So many times as long; null: until they are dismissed. */
  stay: number | null
  onChange: (stay: number | null) => void
}

/** Seconds that a short and a long message stay, times 1. */
const SHORT_S = 6
const LONG_S = 12

export function StayField({ stay, onChange }: Props) {
  const { text } = useWords()
  /** While the slider is held. */
  const [held, setHeld] = useState<number>()
  /** What the slider goes back to when cards go by themselves again. */
  const [last, setLast] = useState(1)
  const times = held ?? stay ?? last
  const words =
    stay === null && held === undefined
      ? text('stayDismissed')
      : text('stayTimes', times, SHORT_S * times, LONG_S * times)
  return (
    <>
      <div class="field">
        <label for="stay">{text('stay')}</label>
        <input
          id="stay"
          type="range"
          min={1}
          max={10}
          step={1}
          value={times}
          disabled={stay === null}
          aria-valuetext={words}
          onInput={(event) => setHeld(event.currentTarget.valueAsNumber)}
          onChange={(event) => {
            setHeld(undefined)
            onChange(event.currentTarget.valueAsNumber)
          }}
        />
        <p class="quiet" aria-hidden="true">
          {words}
        </p>
      </div>
      <Switch
        id="stay-dismissed"
        label={text('stayUntilDismissed')}
        checked={stay === null}
        onTurn={(on) => {
          if (on && stay !== null) setLast(stay)
          onChange(on ? null : last)
        }}
      />
    </>
  )
}
