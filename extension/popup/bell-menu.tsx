import type { PersonSettings } from '../../protocol/notification-settings.ts'
import type { DeviceSettings } from '../shared/device-settings.ts'
import { quietUntil } from '../shared/quiet-hours.ts'
import type { Overview } from '../shared/view.ts'
import { UntilChoices } from '../ui/mute/until-choices.tsx'
import { useServerNow } from '../ui/mute/clock-offset.ts'
import { doNotDisturb, quietHours, untilWords } from '../ui/mute/until-words.ts'
import { useUntil } from '../ui/mute/use-until.ts'
import { MenuButton } from '../ui/menu/menu-button.tsx'
import { MenuGroup, MenuItem } from '../ui/menu/menu-item.tsx'
import { Icon } from '../ui/components/icon.tsx'
import { useWords } from '../ui/i18n/text.ts'

export interface BellProps {
  settings: PersonSettings
  device: DeviceSettings
  textHidden: Overview['textHidden']
  onSettings: (part: Partial<PersonSettings>) => void
  onDevice: (part: Partial<DeviceSettings>) => void
}

/** What concerns all rooms; the bell itself shows what is on. */
export function BellMenu(props: BellProps & { onOptions: () => void; onKeys: () => void }) {
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
    >
      <MenuGroup title={until === undefined ? text('dnd') : untilWords(words, until, doNotDisturb)}>
        {until !== undefined && (
          <MenuItem onPick={() => onSettings({ doNotDisturbUntil: null })}>{text('turnOff')}</MenuItem>
        )}
        <UntilChoices
          open="untilTurnedOff"
          onChoose={(doNotDisturbUntil) => onSettings({ doNotDisturbUntil })}
        />
      </MenuGroup>
      <MenuGroup>
        <MenuItem
          kind="check"
          checked={device.hideText}
          onPick={() => onDevice({ hideText: !device.hideText })}
        >
          {text('hideText')}
        </MenuItem>
      </MenuGroup>
      <MenuGroup>
        <MenuItem onPick={onOptions}>{text('notificationOptions')}</MenuItem>
        <MenuItem onPick={onKeys}>{text('keys')}</MenuItem>
      </MenuGroup>
    </MenuButton>
  )
}
