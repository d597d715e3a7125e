import type { Entry, Person, RoomId, Seq } from '../../../protocol/entry.ts'
import type { ConnectionState } from './connection-state.ts'
import type { SavedRoom } from './journal.ts'

/** Hears of each change in the channel, after it was stored. */
export interface ChannelListener {
  connection(state: ConnectionState): void
  /** Rooms came or went, or a name, a number of members or of unread messages changed, or one was stopped. */
  rooms(): void
  /** Entries that follow what was applied before. `fill`: read from the log after something was missed. */
  entries(room: SavedRoom, entries: Entry[], via: 'push' | 'fill'): void
  /**
   * More was missed than is read, so the room opened at its newest page: `entries`. `more`: how many unread messages
   * lie before them, by the server's count.
   */
  skipped(room: SavedRoom, entries: Entry[], more: number): void
  /** What was missed has been read, or reading it was broken off: no more `fill` belongs to those before. */
  caughtUp(): void
  /** What is kept of a room was replaced. */
  opened(room: RoomId): void
  outbox(room: RoomId): void
  seen(room: RoomId, seq: Seq): void
  typing(room: RoomId, author: Person): void
  /** Notification settings changed, here or elsewhere, or what of them is unsent did. */
  settings(): void
  /** The server's heartbeat, and each attempt to connect. */
  heartbeat(): void
}

/** The same listener, which hears nothing any more once `isClosed` says so. */
export function untilClosed(listener: ChannelListener, isClosed: () => boolean): ChannelListener {
  const guard = <T extends unknown[]>(hear: (...args: T) => void) => {
    return (...args: T): void => {
      if (!isClosed()) hear(...args)
    }
  }
  return {
    connection: guard(listener.connection),
    rooms: guard(listener.rooms),
    entries: guard(listener.entries),
    skipped: guard(listener.skipped),
    caughtUp: guard(listener.caughtUp),
    opened: guard(listener.opened),
    outbox: guard(listener.outbox),
    seen: guard(listener.seen),
    typing: guard(listener.typing),
    settings: guard(listener.settings),
    heartbeat: guard(listener.heartbeat),
  }
}
