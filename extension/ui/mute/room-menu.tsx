import type { Level, RoomSettings } from '../../../protocol/notification-settings.ts'
import type { RoomSummary } from '../../shared/view.ts'
import { MenuButton } from '../menu/menu-button.tsx'
import { Icon } from '../components/icon.tsx'
import { lazily } from '../components/lazily.tsx'
import { useWords } from '../i18n/text.ts'
import { muted, untilWords } from './until-words.ts'
import { useUntil } from './use-until.ts'

const RoomItems = lazily(async () => (await import('./room-items.tsx')).RoomItems)

export interface RoomMenuProps {
  room: RoomSummary
  /** What holds everywhere. */
  everywhere: Level
  value: RoomSettings
  onChange: (part: Partial<RoomSettings>) => void
}

/** What alerts in one room, and for how long it is silent. */
export function RoomMenu(props: RoomMenuProps) {
  const { room, everywhere, value, onChange } = props
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
      menu={(frame) => <RoomItems {...frame} {...{ until, everywhere, value, onChange }} />}
    />
  )
}
