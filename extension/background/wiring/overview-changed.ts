import type { Clock } from '../clock.ts'
import { createNewestOnly } from '../channel/newest-only.ts'

/** The overview holds every room: with a thousand rooms that come and go it is made again at most so often. */
const LIMIT = { burst: 20, everyMs: 50 }

/**
 * Once for all that happened in a turn: a batch of entries changes counts, outbox and rooms at a time. Under more changes than
 * anybody could see, the last one is published some ms later.
 */
export function createOverviewChanged(clock: Clock, publish: () => void): () => void {
  const newest = createNewestOnly<null>(clock, LIMIT, async () => publish())
  let dirty = false
  return () => {
    if (dirty) return
    dirty = true
    queueMicrotask(() => {
      dirty = false
      void newest.put(null)
    })
  }
}
