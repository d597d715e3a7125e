import type { ErrorCode } from './error-code.ts'

/** An expected failure: a code to act on and a sentence for the person. */
export interface Failure {
  code: ErrorCode
  message: string
}

/** What crosses a boundary: failures are values, never throws. */
export type Result<T, E = Failure> = { ok: true; value: T } | { ok: false; error: E }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const fail = (code: ErrorCode, message: string): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, message },
})
