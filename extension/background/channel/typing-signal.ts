import type { LocalTime, RoomId } from '../../../protocol/entry.ts'
import type { Clock } from '../clock.ts'
import type { Transport } from './transport.ts'

/** One typing signal a room in this time is enough: receivers show each for longer. */
const TYPING_EVERY_MS = 3_000

/** Sends a room that the person types, as often as is of use. */
export function createTypingSignal(send: Transport['send'], clock: Clock): (room: RoomId) => void {
  const typedAt = new Map<RoomId, LocalTime>()
  return (room) => {
    const now = clock.now()
    if (now - (typedAt.get(room) ?? 0) < TYPING_EVERY_MS) return
    typedAt.set(room, now)
    void send('signal', { room, kind: 'typing' })
  }
}
