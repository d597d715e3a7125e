import type { Failure } from '../../protocol/result.ts'

/**
 * Why what a person pressed was not done, or is not known to have been: what the server's codes have no word for, and what
 * tells the person whether they may press again.
 */
export type DeedReason =
  /** It was asked for, and no answer came that can be read. Without a host it is the background that did not answer. */
  | { kind: 'perhaps-done'; host?: string }
  | { kind: 'unencrypted'; host: string }
  | { kind: 'own-computer'; host: string }
  /** It goes without naming this installation only where site access was given. */
  | { kind: 'no-access'; host: string }
  /** The message, or its button, is not here any more. */
  | { kind: 'gone' }

/** Between the parts of the extension only: a reason goes before the code. */
export interface DeedFailure extends Failure {
  reason?: DeedReason
}

export const failDeed = (
  code: Failure['code'],
  message: string,
  reason: DeedReason,
): { ok: false; error: DeedFailure } => ({ ok: false, error: { code, message, reason } })
