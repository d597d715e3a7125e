import type { RoomId } from '../../protocol/entry.ts'
import type { Result } from '../../protocol/result.ts'

/** Why a write was refused: the sentence for a person; those that cross the wire carry a code as well. */
export interface Refusal {
  message: string
}

export const refuse = (message: string): { ok: false; error: Refusal } => ({ ok: false, error: { message } })

/**
 * One kind of write: the rule that runs in a transaction, and what a commit counts it as. Its members are methods, whose
 * parameters TypeScript compares both ways, so that a row that takes one input belongs to a table of rows that take any.
 */
export interface WriteRow<Transaction> {
  rule(transaction: Transaction, input: unknown): Promise<Result<unknown, Refusal>>
  /** The room that the write is about. Without it: none. */
  room?(input: unknown): RoomId
  /** How many bytes of a body it adds to the room's log. Without it: none. */
  bodyBytes?(input: unknown): number
}

/** The kinds of writes by name. An input is plain data. */
export type WriteTable<Transaction = never> = Record<string, WriteRow<Transaction>>

/** A write as data: it may have to travel to another thread. */
export interface WriteRequest {
  name: string
  /** The room whose log it adds to, if it is about one. */
  room?: RoomId | undefined
  /** At most so many bytes are added to the log. */
  bytes: number
  input: unknown
}

/** Runs the rule `name` in the next transaction; settles after the commit. */
export type Write<T extends WriteTable> = <N extends keyof T & string>(
  name: N,
  input: Parameters<T[N]['rule']>[1],
) => ReturnType<T[N]['rule']>
