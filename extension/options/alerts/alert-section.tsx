import { levels, type PersonSettings } from '../../../protocol/notification-settings.ts'
import { levelWords } from '../../ui/mute/level-words.ts'
import { Problem } from '../../ui/settings/problem.tsx'
import { RadioRows } from '../../ui/settings/radio-rows.tsx'
import { Switch } from '../../ui/settings/switch.tsx'
import { useChange } from '../../ui/settings/use-change.ts'
import type { Setting } from '../../ui/settings/use-pending.ts'
import { useWords } from '../../ui/i18n/text.ts'
import { KeywordField } from './keyword-field.tsx'

/** What alerts the person, on all of their devices. */
export function AlertSection({ setting }: { setting: Setting<PersonSettings> }) {
  const { text } = useWords()
  const { apply, problem } = useChange(setting)
  const { level, keywords, urgent, sounds } = setting.value
  return (
    <section class="card">
      <h2>{text('alerts')}</h2>
      <p class="quiet">{text('sameEverywhere')}</p>
      <RadioRows
        name="level"
        legend={text('alerts')}
        rows={levels.map((value) => ({
          value,
          label: text(levelWords[value].label),
          help: text(levelWords[value].help),
        }))}
        value={level}
        onChoose={(next) => apply({ level: next })}
      />
      <KeywordField keywords={keywords} onChange={(next) => apply({ keywords: next })} />
      <Switch
        id="urgent"
        label={text('urgent')}
        help={text('urgentHelp')}
        checked={urgent}
        onTurn={(on) => apply({ urgent: on })}
      />
      <Switch
        id="sounds"
        label={text('sounds')}
        help={text('soundsHelp')}
        checked={sounds}
        onTurn={(on) => apply({ sounds: on })}
      />
      <Problem failure={problem} />
    </section>
  )
}
