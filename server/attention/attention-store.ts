import type { PersonAttention, RoomAttention } from '../../protocol/attention.ts'
import type { LogTransaction } from '../room/store.ts'

/** As LogTransaction. Each setter replaces what was there, and counts the person's revision up. */
export interface AttentionTransaction extends LogTransaction {
  /** The revision at which a part was set last, the person's own or the one for a room; 0: never. */
  findAttentionRevision(person: string, room?: string): Promise<number>
  setPersonAttention(person: string, attention: PersonAttention): Promise<void>
  /** The person must be a member: the settings end with the membership. */
  setRoomAttention(room: string, person: string, attention: RoomAttention): Promise<void>
}

/** As LogReader. */
export interface AttentionReader {
  /** What the person has set, all from one moment. */
  findAttention(person: string): Promise<StoredAttention>
}

export interface StoredAttention {
  /** How many changes there were so far; the end of a membership is one too. */
  revision: number
  /** Undefined: never set. What an older version stored may lack what came later. */
  person: Partial<PersonAttention> | undefined
  rooms: Record<string, RoomAttention>
}
