import type { PersonSettings } from '../../protocol/notification-settings.ts'
import type { DeviceSettings } from '../shared/device-settings.ts'
import { quietUntil } from '../shared/quiet-hours.ts'
import type { Overview } from '../shared/view.ts'
import { useServerNow } from '../ui/mute/clock-offset.ts'
import { doNotDisturb, quietHours, untilWords } from '../ui/mute/until-words.ts'
import { useUntil } from '../ui/mute/use-until.ts'
import { MenuButton } from '../ui/menu/menu-button.tsx'
import { lazily } from '../ui/components/lazily.tsx'
import { Icon } from '../ui/components/icon.tsx'
import { useWords } from '../ui/i18n/text.ts'

const BellItems = lazily(async () => (await import('./bell-items.tsx')).BellItems)

export interface BellProps {
  settings: PersonSettings
  device: DeviceSettings
  textHidden: Overview['textHidden']
  onSettings: (part: Partial<PersonSettings>) => void
  onDevice: (part: Partial<DeviceSettings>) => void
}

export interface BellMenuProps extends BellProps {
  onOptions: () => void
  onKeys: () => void
}

/** What concerns all rooms; the bell itself shows what is on. */
export function BellMenu(props: BellMenuProps) {
  const { settings, device, textHidden, onSettings, onDevice, onOptions, onKeys } = props
  const words = useWords()
  const { text } = words
  const now = useServerNow()
  const until = useUntil(settings.doNotDisturbUntil)
  const quiet = useUntil(quietUntil(settings.quietHours, now()))
  const hides = device.hideText || textHidden !== 'no'
  const states = [
    ...(until === undefined ? [] : [untilWords(words, until, doNotDisturb)]),
    ...(until === undefined && quiet !== undefined ? [untilWords(words, quiet, quietHours)] : []),
    ...(hides ? [text('textHidden')] : []),
  ]
  return (
    <MenuButton
      title={text('notifications')}
      label={[text('notifications'), ...states].join('. ')}
      class={states.length > 0 ? 'icon-button bell on' : 'icon-button bell'}
      face={
        <>
          <Icon name={until === undefined && quiet === undefined ? 'bell' : 'bell-off'} />
          {hides && <span class="bell-dot" />}
        </>
      }
      menu={(frame) => (
        <BellItems {...frame} {...{ until, device, onSettings, onDevice, onOptions, onKeys }} />
      )}
    />
  )
}
