import type { Level } from '../../protocol/attention.ts'
import type { Failure } from '../../protocol/result.ts'
import type { RoomSummary } from '../bridge/view.ts'
import { RoomMenu } from '../ui/attention/room-menu.tsx'
import { useRoomAttention } from '../ui/settings/use-attention.ts'
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
  const { value, change } = useRoomAttention(room, ask)
  return <RoomMenu room={room} everywhere={everywhere} value={value} onChange={applier(change, onProblem)} />
}
