import type { Seq } from '../../protocol/entry.ts'
import type { Signal } from '@preact/signals'
import type { Level } from '../../protocol/notification-settings.ts'
import type { Failure } from '../../protocol/result.ts'
import type { Account, RoomSummary } from '../shared/view.ts'
import { RoomMenu } from '../ui/mute/room-menu.tsx'
import { PinsButton } from '../ui/pins/pins-button.tsx'
import { usePinned } from '../ui/pins/use-pinned.ts'
import { useRoomSettings } from '../ui/settings/use-notification-settings.ts'
import { applier } from '../ui/settings/use-change.ts'
import type { PageStore } from '../ui/store/page-store.ts'

interface Props {
  store: PageStore
  room: RoomSummary
  me: Account['me']
  everywhere: Level
  /** The person may write in the room. */
  writable: boolean
  /** Gets the seq of a message to go to. */
  target: Signal<Seq | undefined>
  onProblem: (problem: Failure | undefined) => void
}

/** Beside the name of the room that is shown: its menu and its pins. Mounted anew for each. */
export function ShownRoomTools({ store, room, me, everywhere, writable, target, onProblem }: Props) {
  const { ask, view } = store
  const { value, change } = useRoomSettings(room, ask)
  const pinned = usePinned(ask, me, view.value)
  const unpin = async (seq: Seq) => {
    const id = crypto.randomUUID()
    const result = await ask('append', { room: room.id, id, kind: 'pin', about: seq, body: { on: false } })
    onProblem(result.ok ? undefined : result.error)
  }
  return (
    <>
      <RoomMenu room={room} everywhere={everywhere} value={value} onChange={applier(change, onProblem)} />
      <PinsButton
        pinned={pinned}
        writable={writable}
        first={view.value?.entries[0]?.seq ?? 0}
        onJump={(seq) => {
          target.value = seq
        }}
        onUnpin={(seq) => void unpin(seq)}
      />
    </>
  )
}
