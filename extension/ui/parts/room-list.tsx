import { useEffect, useRef } from 'preact/hooks'
import type { RoomSummary } from '../../bridge/view.ts'
import { useWords } from '../words/text.ts'
import './room-list.css'

interface Props {
  rooms: RoomSummary[]
  shown: string | undefined
  onOpen: (room: string) => void
}

const UNREAD_SHOWN_MAX = 99

function RoomButton({ room, shown, onOpen }: { room: RoomSummary; shown: boolean; onOpen: () => void }) {
  const { text } = useWords()
  const ref = useRef<HTMLButtonElement>(null)
  const { unread } = room
  useEffect(() => {
    if (shown) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  return (
    <button
      ref={ref}
      type="button"
      class={unread > 0 ? 'room unread' : 'room'}
      aria-current={shown ? 'page' : undefined}
      aria-label={unread > 0 ? text('roomUnread', room.name, unread) : room.name}
      title={room.name}
      onClick={onOpen}
    >
      <span class="room-sign" aria-hidden="true">
        #
      </span>
      <bdi class="room-name">{room.name}</bdi>
      {unread > 0 && (
        <span class="room-count" aria-hidden="true">
          {unread > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : unread}
        </span>
      )}
    </button>
  )
}

export function RoomList({ rooms, shown, onOpen }: Props) {
  const { text } = useWords()
  return (
    <nav class="rooms" aria-label={text('rooms')}>
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomButton room={room} shown={room.id === shown} onOpen={() => onOpen(room.id)} />
          </li>
        ))}
      </ul>
    </nav>
  )
}
