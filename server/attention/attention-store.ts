import type { PersonAttention, RoomAttention } from '../../protocol/attention.ts'
import type { LogTransaction } from '../room/store.ts'

/** As LogTransaction. Each call replaces what was there. */
export interface AttentionTransaction extends LogTransaction {
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
  /** Undefined: never set. What an older version stored may lack what came later. */
  person: Partial<PersonAttention> | undefined
  rooms: Record<string, RoomAttention>
}
