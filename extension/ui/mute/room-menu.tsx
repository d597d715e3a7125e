import { levels, type Level, type RoomSettings } from '../../../protocol/notification-settings.ts'
import type { RoomSummary } from '../../shared/view.ts'
import { MenuButton } from '../menu/menu-button.tsx'
import { MenuGroup, MenuItem } from '../menu/menu-item.tsx'
import { Icon } from '../components/icon.tsx'
import { useWords } from '../i18n/text.ts'
import { levelWords } from './level-words.ts'
import { UntilChoices } from './until-choices.tsx'
import { muted, untilWords } from './until-words.ts'
import { useUntil } from './use-until.ts'

interface Props {
  room: RoomSummary
  /** What holds everywhere. */
  everywhere: Level
  value: RoomSettings
  onChange: (part: Partial<RoomSettings>) => void
}

/** What alerts in one room, and for how long it is silent. */
export function RoomMenu({ room, everywhere, value, onChange }: Props) {
  const words = useWords()
  const { text } = words
  const until = useUntil(value.mutedUntil)
  const silent = until !== undefined || (value.level ?? everywhere) === 'nothing'
  const title = text('alertsOf', room.name)
  return (
    <MenuButton
      title={title}
      label={until === undefined ? title : `${title}. ${untilWords(words, until, muted)}`}
      class={silent ? 'icon-button room-menu silent' : 'icon-button room-menu'}
      face={<Icon name={silent ? 'bell-off' : 'more'} />}
    >
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
    </MenuButton>
  )
}
