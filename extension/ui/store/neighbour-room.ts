import type { RoomId } from '../../../protocol/entry.ts'
import type { RoomSummary } from '../../shared/view.ts'

/** Alt+Up and Alt+Down go through the rooms, round the ends. Undefined: the key is another, or there is no other room. */
export function neighbourRoom(
  key: Pick<KeyboardEvent, 'key' | 'altKey'>,
  rooms: RoomSummary[],
  shown: RoomId | undefined,
): RoomId | undefined {
  const step = key.key === 'ArrowUp' ? -1 : key.key === 'ArrowDown' ? 1 : 0
  if (!key.altKey || step === 0 || rooms.length < 2) return undefined
  const at = rooms.findIndex((room) => room.id === shown)
  return rooms.at((at + step) % rooms.length)?.id
}
