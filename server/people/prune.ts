import type { ServerTime } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { Write } from '../room/write.ts'
import type { PeopleTransaction } from './people-store.ts'

const DAY_MS = 24 * 60 * 60_000

/** How long a join is answered again, and how long a link for another browser is listed. */
export const ATTEMPT_MS = DAY_MS
/** How long an invite to rooms is listed that nobody can use any more. */
const CLOSED_INVITE_MS = 30 * DAY_MS
/** Dropped in one transaction, of each kind: other writes wait for it. */
const PRUNE_MAX = 500

/** How often it is looked for at most, in ms. */
const PRUNE_EVERY_MS = 60 * 60_000

/** Drops what no answer depends on any more at `now`. `more`: there may be more of it. */
export async function prune(
  transaction: PeopleTransaction,
  { now }: { now: ServerTime },
): Promise<Result<{ more: boolean }>> {
  const more = await transaction.prune({
    attemptsBefore: now - ATTEMPT_MS,
    browserInvitesBefore: now - DAY_MS,
    closedInvitesBefore: now - CLOSED_INVITE_MS,
    limit: PRUNE_MAX,
  })
  return ok({ more })
}

/** Prunes with the first call after a start, then at most once an hour; again with the next call where there is more. */
export function createPruning(write: Write<{ prune: { rule: typeof prune } }>): () => void {
  let prunedAt: ServerTime = 0
  return () => {
    const now: ServerTime = Date.now()
    if (now - prunedAt < PRUNE_EVERY_MS) return
    prunedAt = now
    void write('prune', { now }).then((pruned) => {
      if (!pruned.ok || pruned.value.more) prunedAt = 0
    })
  }
}
