import { useRef } from 'preact/hooks'
import type { PersonSettings } from '../../../protocol/notification-settings.ts'
import { muteChoices } from '../../shared/mute-until.ts'
import { choiceWords, useUntilOf } from '../../ui/mute/until-choices.tsx'
import { doNotDisturb, untilWords } from '../../ui/mute/until-words.ts'
import { useUntil } from '../../ui/mute/use-until.ts'
import { Problem } from '../../ui/settings/problem.tsx'
import { useFocusHeld } from '../../ui/settings/use-focus-held.ts'
import { useChange } from '../../ui/settings/use-change.ts'
import type { Setting } from '../../ui/settings/use-pending.ts'
import { useWords } from '../../ui/i18n/text.ts'
import { QuietHoursFields } from './quiet-hours-fields.tsx'

/** Do not disturb: now, and each week. */
export function QuietSection({ setting }: { setting: Setting<PersonSettings> }) {
  const words = useWords()
  const { text } = words
  const { apply, problem } = useChange(setting)
  const { doNotDisturbUntil, quietHours } = setting.value
  const until = useUntil(doNotDisturbUntil)
  const untilOf = useUntilOf()
  const section = useRef<HTMLElement>(null)
  useFocusHeld(section, 'button')
  return (
    <section class="card" ref={section}>
      <h2>{text('dnd')}</h2>
      <p class="quiet">{text('dndHelp')}</p>
      <div class="setting" role="status">
        <p>{until === undefined ? text('dndOff') : untilWords(words, until, doNotDisturb)}</p>
        {until !== undefined && (
          <button type="button" class="button" onClick={() => apply({ doNotDisturbUntil: null })}>
            {text('turnOff')}
          </button>
        )}
      </div>
      <div class="buttons" role="group" aria-label={text('dndFor')}>
        {muteChoices.map((choice) => (
          <button
            key={choice}
            type="button"
            class="button"
            onClick={() => apply({ doNotDisturbUntil: untilOf(choice) })}
          >
            {text(choiceWords('untilTurnedOff')[choice])}
          </button>
        ))}
      </div>
      <QuietHoursFields hours={quietHours} onChange={(next) => apply({ quietHours: next })} />
      <Problem failure={problem} />
    </section>
  )
}
