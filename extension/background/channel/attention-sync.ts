import type { PersonAttention, RoomAttention } from '../../../protocol/attention.ts'
import type { AttentionChange } from './journal.ts'

/**
 * The person's attention settings, the same on all of their devices. What is set here counts here at once; the server is
 * told as soon as it can be, and its settings count for every part that does not wait to be told.
 */
export interface AttentionSync {
  person(): PersonAttention
  /** Of a room that was never set, or is not known: the defaults. */
  room(id: string): RoomAttention
  /** Something was set here that the server has not acknowledged. */
  unsent(): boolean
  /** The server's clock, ms UTC, by what it said last; this machine's until it said something. */
  now(): number
  /**
   * Sets one part, whole; the last one wins. Settles when it is flushed to the disk and counts here. A later refusal by
   * the server shows as the setting going back, told like any other change.
   */
  set(change: AttentionChange): Promise<void>
}
