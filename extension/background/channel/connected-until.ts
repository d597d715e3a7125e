import type { LocalTime, ServerTime } from '../../../protocol/entry.ts'
import type { Clock } from '../clock.ts'
import { createSerialQueue } from '../serial-queue.ts'

/** The disk is not asked more often, so that a heartbeat costs nothing. */
const SAVE_EVERY_MS = 20_000

/**
 * Until when this device was known to have everything. A connection that breaks before all was caught up does not count:
 * what was missed before it is still missed.
 */
export interface ConnectedUntil {
  /** By the end of the last connection; the present one does not change it. Undefined: never. */
  last(): ServerTime | undefined
  /** Connected, and all that is known of has been applied. */
  caughtUp(): void
  /** The connection ended. */
  ended(): void
  /** Settles when the disk has it. */
  close(): Promise<void>
}

export interface ConnectedUntilDeps {
  clock: Clock
  /** The server's clock, ms. */
  now: () => ServerTime
  save: (at: ServerTime) => Promise<void>
}

export function createConnectedUntil(
  start: ServerTime | undefined,
  deps: ConnectedUntilDeps,
): ConnectedUntil {
  let before = start
  let latest = start
  let saved = start
  let savedAt: LocalTime = -Infinity
  const writes = createSerialQueue()

  function save(): void {
    const at = latest
    if (at === undefined || at === saved) return
    saved = at
    savedAt = deps.clock.now()
    // A write that fails makes the next reading a little older than it is.
    writes.run(() => deps.save(at)).catch(() => undefined)
  }

  return {
    last: () => before,
    caughtUp: () => {
      latest = deps.now()
      // Either way: a clock may be set back.
      if (Math.abs(deps.clock.now() - savedAt) >= SAVE_EVERY_MS) save()
    },
    ended: () => {
      save()
      before = latest
    },
    close: () => {
      save()
      return writes.idle()
    },
  }
}
