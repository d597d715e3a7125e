import type { PersonAttention } from '../../protocol/attention.ts'
import type { DeviceSettings } from '../bridge/device-settings.ts'
import { quietUntil } from '../bridge/quiet-hours.ts'
import type { Overview } from '../bridge/view.ts'
import { UntilChoices } from '../ui/attention/until-choices.tsx'
import { useServerNow } from '../ui/attention/clock-offset.ts'
import { doNotDisturb, quietHours, untilWords } from '../ui/attention/until-words.ts'
import { useUntil } from '../ui/attention/use-until.ts'
import { MenuButton } from '../ui/menu/menu-button.tsx'
import { MenuGroup, MenuItem } from '../ui/menu/menu-item.tsx'
import { Icon } from '../ui/parts/icon.tsx'
import { useWords } from '../ui/words/text.ts'

export interface BellProps {
  attention: PersonAttention
  device: DeviceSettings
  presenting: Overview['presenting']
  onAttention: (part: Partial<PersonAttention>) => void
  onDevice: (part: Partial<DeviceSettings>) => void
}

/** What concerns all rooms; the bell itself shows what is on. */
export function BellMenu(props: BellProps & { onOptions: () => void }) {
  const { attention, device, presenting, onAttention, onDevice, onOptions } = props
  const words = useWords()
  const { text } = words
  const now = useServerNow()
  const until = useUntil(attention.doNotDisturbUntil)
  const quiet = useUntil(quietUntil(attention.quietHours, now()))
  const hides = device.hideText || presenting !== 'no'
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
          <MenuItem onPick={() => onAttention({ doNotDisturbUntil: null })}>{text('turnOff')}</MenuItem>
        )}
        <UntilChoices
          open="untilTurnedOff"
          onChoose={(doNotDisturbUntil) => onAttention({ doNotDisturbUntil })}
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
      </MenuGroup>
    </MenuButton>
  )
}
