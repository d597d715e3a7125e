import { ok, type Result } from '../../protocol/result.ts'
import type { PeopleTransaction } from './people-store.ts'

const DAY_MS = 24 * 60 * 60_000

/** How long a join is answered again, and how long a link for another browser is listed. */
export const ATTEMPT_MS = DAY_MS
/** How long an invite to rooms is listed that nobody can use any more. */
const CLOSED_INVITE_MS = 30 * DAY_MS
/** Dropped in one transaction, of each kind: other writes wait for it. */
const PRUNE_MAX = 500

/** Drops what no answer depends on any more at `now`. `more`: there may be more of it. */
export async function prune(
  transaction: PeopleTransaction,
  { now }: { now: number },
): Promise<Result<{ more: boolean }>> {
  const more = await transaction.prune({
    attemptsBefore: now - ATTEMPT_MS,
    browserInvitesBefore: now - DAY_MS,
    closedInvitesBefore: now - CLOSED_INVITE_MS,
    limit: PRUNE_MAX,
  })
  return ok({ more })
}
