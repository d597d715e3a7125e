import { useEffect, useRef } from 'preact/hooks'
import type { RoomId } from '../../../protocol/entry.ts'
import type { Level } from '../../../protocol/notification-settings.ts'
import type { RoomSummary } from '../../shared/view.ts'
import { useUntil } from '../mute/use-until.ts'
import { Icon } from './icon.tsx'
import { useWords } from '../i18n/text.ts'
import './room-list.css'

interface Props {
  rooms: RoomSummary[]
  /** What alerts in rooms without a level of their own. */
  everywhere: Level
  shown: RoomId | undefined
  onOpen: (room: RoomId) => void
}

const UNREAD_SHOWN_MAX = 99

interface RoomProps {
  room: RoomSummary
  everywhere: Level
  shown: boolean
  onOpen: () => void
}

function RoomButton({ room, everywhere, shown, onOpen }: RoomProps) {
  const { text } = useWords()
  const ref = useRef<HTMLButtonElement>(null)
  const { unread } = room
  const isMuted = useUntil(room.mutedUntil) !== undefined
  const isSilent = isMuted || (room.level ?? everywhere) === 'nothing'
  const count = unread > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : unread
  const name = unread > 0 ? text('roomUnread', room.name, count) : room.name
  const kinds = ['room', ...(unread > 0 ? ['unread'] : []), ...(isSilent ? ['silent'] : [])]
  useEffect(() => {
    if (shown) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  return (
    <button
      ref={ref}
      type="button"
      class={kinds.join(' ')}
      aria-current={shown ? 'page' : undefined}
      aria-label={isSilent ? text(isMuted ? 'roomMuted' : 'roomSilent', name) : name}
      title={room.name}
      onClick={onOpen}
    >
      <span class="room-sign" aria-hidden="true">
        #
      </span>
      <bdi class="room-name">{room.name}</bdi>{' '}
      {unread > 0 && (
        <span class="room-count" aria-hidden="true">
          {count}
        </span>
      )}
      {isSilent && <Icon name="bell-off" />}
    </button>
  )
}

export function RoomList({ rooms, everywhere, shown, onOpen }: Props) {
  const { text } = useWords()
  return (
    <nav class="rooms" aria-label={text('rooms')}>
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomButton
              room={room}
              everywhere={everywhere}
              shown={room.id === shown}
              onOpen={() => onOpen(room.id)}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}
