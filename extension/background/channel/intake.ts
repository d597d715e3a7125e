import type { LocalTime } from '../../../protocol/entry.ts'

/** The largest frame that a server has reason to send is a page of 256 KiB, or the list of a thousand rooms. */
const FRAME_MAX = 512 * 1024
/** Before the server has taken our token it has nothing to say. */
const FIRST_MAX = 64 * 1024
/** So much is taken at once, and so much a minute: more than anybody reads, and little enough for a background of 150 MB. */
const TAKEN_MAX = 32 * 1024 * 1024
const TAKEN_PER_MS = TAKEN_MAX / 60_000
/** Each frame has a price of its own, so that a million empty ones are too much as well. */
const FRAME_COSTS = 1024

/** What is taken of one server, whatever it sends. A new connection does not begin at nothing. */
export interface Intake {
  /** A frame came. False: too much, and the connection has to end before the frame is read. */
  takes(frame: unknown, connected: boolean): boolean
}

/** `now`: ms. */
export function createIntake(now: () => LocalTime): Intake {
  let level = 0
  let at = now()
  let first = 0
  return {
    takes: (frame, connected) => {
      // The wire has no binary frames. One would also have the library wait for more of them.
      if (frame !== undefined && typeof frame !== 'string') return false
      const size = frame?.length ?? 0
      const time = now()
      const left = Math.max(0, level - Math.max(0, time - at) * TAKEN_PER_MS)
      // What was refused counts for a second, however large it was: an honest server must not wait for hours.
      level = Math.min(left + size + FRAME_COSTS, TAKEN_MAX + FRAME_MAX)
      at = time
      first = connected ? 0 : first + size
      return size <= FRAME_MAX && first <= FIRST_MAX && level <= TAKEN_MAX
    },
  }
}
