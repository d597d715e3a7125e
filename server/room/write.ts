import type { Result } from '../../protocol/result.ts'

/** Why a write was refused: the sentence for a person; those that cross the wire carry a code as well. */
export interface Refusal {
  message: string
}

export const refuse = (message: string): { ok: false; error: Refusal } => ({ ok: false, error: { message } })

/** Rules by name. Each takes a transaction and its input, which is plain data. */
export type WriteTable = Record<
  string,
  (transaction: never, input: never) => Promise<Result<unknown, Refusal>>
>

/** Runs the rule `name` in the next transaction; settles after the commit. */
export type Write<T extends WriteTable> = <N extends keyof T & string>(
  name: N,
  input: Parameters<T[N]>[1],
) => ReturnType<T[N]>
