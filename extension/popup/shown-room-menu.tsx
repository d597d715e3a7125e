import type { Level } from '../../protocol/notification-settings.ts'
import type { Failure } from '../../protocol/result.ts'
import type { RoomSummary } from '../shared/view.ts'
import { RoomMenu } from '../ui/mute/room-menu.tsx'
import { useRoomSettings } from '../ui/settings/use-notification-settings.ts'
import { applier } from '../ui/settings/use-change.ts'
import type { Ask } from '../ui/store/page-store.ts'

interface Props {
  room: RoomSummary
  everywhere: Level
  ask: Ask
  onProblem: (problem: Failure | undefined) => void
}

/** Of the room that is shown; mounted anew for each. */
export function ShownRoomMenu({ room, everywhere, ask, onProblem }: Props) {
  const { value, change } = useRoomSettings(room, ask)
  return <RoomMenu room={room} everywhere={everywhere} value={value} onChange={applier(change, onProblem)} />
}
