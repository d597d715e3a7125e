import type { LocalTime, LogId, RoomId, Seq } from '../../../protocol/entry.ts'
import type { Clock } from '../clock.ts'
import type { RoomSync } from './room-sync.ts'
import type { Transport } from './transport.ts'

/** The same mark is not sent again within this time, whatever the server says of it. */
const AGAIN_MS = 10_000

/** The person's read marks: they never go back, and none is beyond what was heard of. */
export interface ReadMarks {
  /** Heard from the server, or read here. True: it moved. */
  move(room: RoomId, seq: Seq): Promise<boolean>
  /** Sends the mark of what was read here without a connection. `known`: what the server has. */
  sendIfNewer(room: RoomSync, known: { logId: LogId; seen: Seq }): void
  /** There is another connection: what was sent over the last one may be lost. */
  forget(): void
}

interface ReadMarkDeps {
  room: (id: RoomId) => RoomSync | undefined
  clock: Clock
  send: Transport['send']
  moved: (room: RoomId, seq: Seq) => void
}

export function createReadMarks({ room: find, clock, send, moved }: ReadMarkDeps): ReadMarks {
  const sent = new Map<RoomId, { seq: Seq; at: LocalTime }>()
  return {
    move: async (id, wanted) => {
      const room = find(id)
      const seq = Math.min(wanted, room?.head() ?? 0)
      if (room?.saved().logId === undefined || seq <= room.saved().seen) return false
      await room.update((saved) => ({ ...saved, seen: Math.max(saved.seen, seq), reloaded: false }))
      moved(id, seq)
      return true
    },
    sendIfNewer: (room, known) => {
      const { id, seen, logId } = room.saved()
      if (logId !== known.logId || seen <= known.seen) return
      const last = sent.get(id)
      const now = clock.now()
      if (last?.seq === seen && Math.abs(now - last.at) < AGAIN_MS) return
      sent.set(id, { seq: seen, at: now })
      void send('seen', { room: id, seq: seen })
    },
    forget: () => sent.clear(),
  }
}
