import { useEffect, useState } from 'preact/hooks'
import { SMALL_ROOM_MAX, type Level } from '../../protocol/notification-settings.ts'
import type { Failure } from '../../protocol/result.ts'
import type { RoomSummary } from '../shared/view.ts'
import { IconButton } from '../ui/components/icon-button.tsx'
import { useWords } from '../ui/i18n/text.ts'
import { useRoomSettings } from '../ui/settings/use-notification-settings.ts'
import { applier } from '../ui/settings/use-change.ts'
import type { Ask } from '../ui/store/page-store.ts'

/** In `localStorage`: the room was small when it was last shown, or that it has grown was not dismissed yet. */
const keyOf = (room: RoomSummary): string => `small-room/${room.id}`

interface Props {
  room: RoomSummary
  /** What holds everywhere. */
  everywhere: Level
  ask: Ask
  onProblem: (problem: Failure | undefined) => void
}

/** Says that an ordinary message of the room makes no notification any more, since the room has grown, with the choice. */
export function RoomGrewLine({ room, everywhere, ask, onProblem }: Props) {
  const { text } = useWords()
  const { change } = useRoomSettings(room, ask)
  const [isDismissed, setDismissed] = useState(false)
  const isSmall = room.members <= SMALL_ROOM_MAX
  useEffect(() => {
    if (isSmall && room.members > 0) localStorage.setItem(keyOf(room), '')
  }, [isSmall, room.members > 0])
  const wasSmall = localStorage.getItem(keyOf(room)) !== null
  if ((room.level ?? everywhere) !== 'small' || isSmall || isDismissed || !wasSmall) return null
  const dismiss = () => {
    localStorage.removeItem(keyOf(room))
    setDismissed(true)
  }
  const notifyOfAll = () => {
    applier(change, onProblem)({ level: 'all' })
    dismiss()
  }
  return (
    <div class="badge-only" role="status">
      <p>
        {text('roomGrew', String(room.members))}{' '}
        <button type="button" class="link-button" onClick={notifyOfAll}>
          {text('roomGrewAll')}
        </button>
      </p>
      <IconButton icon="close" label={text('roomGrewOk')} onClick={dismiss} />
    </div>
  )
}
