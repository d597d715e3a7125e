import type { Entry } from '../../protocol/entry.ts'

/** An entry that a commit added to a room's log. */
export interface AddedEntry {
  room: string
  logId: string
  entry: Entry
}

/** What a commit changed besides adding entries. Whoever pushes acts on it before the write is acknowledged. */
export type Change =
  | { type: 'joined'; room: string; person: string }
  | { type: 'left'; room: string; person: string }
  | { type: 'seen'; room: string; person: string; device: string; seq: number }
  | { type: 'settings'; person: string }
  | { type: 'token-revoked'; token: string }
