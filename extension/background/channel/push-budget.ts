import { WAITING_MAX } from './sync.ts'

/** Pushed entries of all rooms that are not applied yet, in characters of JSON. */
const ALL_WAITING_MAX = 4 * 1024 * 1024

/** What all rooms of a channel may hold in memory of what was pushed: beyond it the log brings it, one page at a time. */
export interface PushBudget {
  /** How much may be held in one place that holds `mine` now. */
  left(mine: number): number
  /** A place that held `before` now holds `after`. */
  changed(before: number, after: number): void
}

export function createPushBudget(): PushBudget {
  let used = 0
  return {
    left: (mine) => Math.max(0, Math.min(WAITING_MAX, ALL_WAITING_MAX - (used - mine))),
    changed: (before, after) => {
      used += after - before
    },
  }
}
