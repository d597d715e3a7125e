import type { PushBudget } from './push-budget.ts'
import type { SyncEvent } from './sync.ts'

/** Heads too: they are small, but nothing else bounds how many come while a transaction runs. */
const EVENTS_MAX = 200

/** Counts a room's events that wait for their turn. A disk that is slower than the server must not fill the memory. */
export interface PushQueue {
  /** The event to queue: a push that has no place becomes a head later on, and the log brings its entries. Undefined: none now. */
  admit(event: SyncEvent): { event: SyncEvent; size: number } | undefined
  /** An admitted event has been dealt with. Answers with what was put off, once there is place. */
  done(size: number): SyncEvent | undefined
}

export function createPushQueue(budget: PushBudget): PushQueue {
  let events = 0
  let held = 0
  let putOff: SyncEvent | undefined

  return {
    admit: (event) => {
      const size = event.type === 'pushed' ? JSON.stringify(event.entries).length : 0
      const isHint = event.type === 'pushed' || event.type === 'head'
      if (isHint && (events >= EVENTS_MAX || held + size > budget.left(held))) {
        const seq = event.type === 'head' ? event.seq : (event.entries.at(-1)?.seq ?? 0)
        putOff = { type: 'head', logId: event.logId, seq }
        // Without anything that waits, nothing would bring it back.
        if (events > 0) return undefined
        const instead = putOff
        putOff = undefined
        return queued(instead, 0)
      }
      return queued(event, size)
    },
    done: (size) => {
      events -= 1
      budget.changed(held, held - size)
      held -= size
      if (events > 0) return undefined
      const next = putOff
      putOff = undefined
      return next
    },
  }

  function queued(event: SyncEvent, size: number): { event: SyncEvent; size: number } {
    events += 1
    budget.changed(held, held + size)
    held += size
    return { event, size }
  }
}
