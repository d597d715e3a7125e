import type { ServerTime } from '../../../protocol/entry.ts'
import { levels } from '../../../protocol/notification-settings.ts'
import { Menu, type MenuFrame } from '../menu/menu.tsx'
import { MenuGroup, MenuItem } from '../menu/menu-item.tsx'
import { useWords } from '../i18n/text.ts'
import { levelWords } from './level-words.ts'
import type { RoomMenuProps } from './room-menu.tsx'
import { UntilChoices } from './until-choices.tsx'
import { muted, untilWords } from './until-words.ts'

interface Props extends MenuFrame, Omit<RoomMenuProps, 'room'> {
  /** When the room is loud again, if it is muted. */
  until: ServerTime | undefined
}

/** The menu of a room. */
export function RoomItems({ until, everywhere, value, onChange, ...frame }: Props) {
  const words = useWords()
  const { text } = words
  return (
    <Menu {...frame}>
      <MenuGroup title={text('alertsHere')}>
        <MenuItem kind="radio" checked={value.level === null} onPick={() => onChange({ level: null })}>
          {text('levelEverywhere', text(levelWords[everywhere].label))}
        </MenuItem>
        {levels.map((level) => (
          <MenuItem
            key={level}
            kind="radio"
            checked={value.level === level}
            onPick={() => onChange({ level })}
          >
            {text(levelWords[level].label)}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup title={until === undefined ? text('mute') : untilWords(words, until, muted)}>
        {until !== undefined && (
          <MenuItem onPick={() => onChange({ mutedUntil: null })}>{text('turnOn')}</MenuItem>
        )}
        <UntilChoices open="untilTurnedOn" onChoose={(mutedUntil) => onChange({ mutedUntil })} />
      </MenuGroup>
    </Menu>
  )
}
