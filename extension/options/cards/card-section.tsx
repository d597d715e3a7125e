import type { DeviceSettings } from '../../shared/device-settings.ts'
import { Problem } from '../../ui/settings/problem.tsx'
import { Switch } from '../../ui/settings/switch.tsx'
import { useChange } from '../../ui/settings/use-change.ts'
import type { Setting } from '../../ui/settings/use-pending.ts'
import { useWords } from '../../ui/i18n/text.ts'
import { CornerPicker } from './corner-picker.tsx'
import { SiteList } from './site-list.tsx'
import { StayField } from './stay-field.tsx'
import './cards.css'

interface Props {
  setting: Setting<DeviceSettings>
  /** The browser reports when the screen is shared. */
  reportsSharing: boolean
}

/** How cards look in this browser, and where they may not. */
export function CardSection({ setting, reportsSharing }: Props) {
  const { text } = useWords()
  const { apply, problem } = useChange(setting)
  const { corner, stay, hideText, hideTextWhileSharing, sites } = setting.value
  return (
    <section class="card">
      <h2>{text('cards')}</h2>
      <p class="quiet">{text('thisBrowserOnly')}</p>
      <CornerPicker corner={corner} onChoose={(next) => apply({ corner: next })} />
      <StayField stay={stay} onChange={(next) => apply({ stay: next })} />
      <Switch
        id="hide-text"
        label={text('hideText')}
        help={text('hideTextHelp')}
        checked={hideText}
        onTurn={(on) => apply({ hideText: on })}
      />
      {reportsSharing ? (
        <Switch
          id="hide-while-sharing"
          label={text('hideSharing')}
          help={text('hideSharingHelp')}
          checked={hideTextWhileSharing}
          onTurn={(on) => apply({ hideTextWhileSharing: on })}
        />
      ) : (
        <p class="quiet">{text('hideSharingCannot')}</p>
      )}
      <SiteList sites={sites} onChange={(next) => apply({ sites: next })} />
      <Problem failure={problem} />
    </section>
  )
}
