import type { ServerTime } from '../../protocol/entry.ts'
import { UntilChoices } from '../ui/mute/until-choices.tsx'
import { doNotDisturb, untilWords } from '../ui/mute/until-words.ts'
import { Menu, type MenuFrame } from '../ui/menu/menu.tsx'
import { MenuGroup, MenuItem } from '../ui/menu/menu-item.tsx'
import { useWords } from '../ui/i18n/text.ts'
import type { BellMenuProps } from './bell-menu.tsx'

interface Props
  extends MenuFrame, Pick<BellMenuProps, 'device' | 'onSettings' | 'onDevice' | 'onOptions' | 'onKeys'> {
  /** When do-not-disturb ends, if it is on. */
  until: ServerTime | undefined
}

/** The bell's menu. */
export function BellItems({ until, device, onSettings, onDevice, onOptions, onKeys, ...frame }: Props) {
  const words = useWords()
  const { text } = words
  return (
    <Menu {...frame}>
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
    </Menu>
  )
}
