import type { Entry, LogId, PersonId, RoomId, Seq } from '../../protocol/entry.ts'
import type { DeviceId } from './principal.ts'

/** An entry that a commit added to a room's log. */
export interface AddedEntry {
  room: RoomId
  logId: LogId
  entry: Entry
}

/** What a commit changed besides adding entries. Whoever pushes acts on it before the write is acknowledged. */
export type Change =
  | { type: 'joined'; room: RoomId; person: PersonId }
  | { type: 'left'; room: RoomId; person: PersonId }
  | { type: 'seen'; room: RoomId; person: PersonId; device: DeviceId; seq: Seq }
  | { type: 'settings'; person: PersonId }
  | { type: 'token-revoked'; token: string }
