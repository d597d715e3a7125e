import * as v from 'valibot'
import { failureSchema } from '../../protocol/error-code.ts'
import type { Failure } from '../../protocol/result.ts'

/**
 * Why what a person pressed was not done, or is not known to have been: what the server's codes have no word for, and what
 * shows the person whether they may press again.
 */
const actionReasonSchema = v.variant('kind', [
  /** It was asked for, and no answer came that can be read. Without a host it is the background that did not answer. */
  v.object({ kind: v.literal('perhaps-done'), host: v.optional(v.string()) }),
  v.object({ kind: v.literal('unencrypted'), host: v.string() }),
  v.object({ kind: v.literal('own-computer'), host: v.string() }),
  /** It goes without naming this installation only where site access was given. */
  v.object({ kind: v.literal('no-access'), host: v.string() }),
  /** The message, or its button, is not here any more. */
  v.object({ kind: v.literal('gone') }),
])
export type ActionReason = v.InferOutput<typeof actionReasonSchema>

/** Between the parts of the extension only: a reason goes before the code. */
export const actionFailureSchema = v.object({
  ...failureSchema.entries,
  reason: v.optional(actionReasonSchema),
})
export type ActionFailure = v.InferOutput<typeof actionFailureSchema>

export const failAction = (
  code: Failure['code'],
  message: string,
  reason: ActionReason,
): { ok: false; error: ActionFailure } => ({ ok: false, error: { code, message, reason } })
