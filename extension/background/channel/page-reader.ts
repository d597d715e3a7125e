import type { LocalTime } from '../../../protocol/entry.ts'
import { RANGE_MAX_ENTRIES } from '../../../protocol/limits.ts'
import type { Result } from '../../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../../protocol/up.ts'
import type { Clock } from '../clock.ts'

/**
 * So many pages are asked for at once, whatever the number of rooms: one is on its way and one is being made. With more,
 * those at the end would be given up before their turn comes, and what is said live would wait behind all of them.
 */
const AT_ONCE = 2
/** The first page says how fast the line is: on a slow one a large page would hold it for half a minute. */
const FIRST_ENTRIES = 100
/** After a page that did not come in time the next is so much smaller … */
const SMALLER = 4
/** … and after one that came within this time, well below what a command has, so much larger again. */
const QUICK_MS = 2_000
const LARGER = 2

/**
 * All pages together bring at most so many characters of JSON at once, and then so many a second: half of what is taken of a
 * server (see intake), so that a room that somebody flooded does not end the connection of everybody else.
 */
const READ_MAX = 16 * 1024 * 1024
const READ_PER_SECOND = 256 * 1024

/** After the server said that it was too much at once nobody asks for so long, then twice as long each time … */
const BACK_OFF_MS = 1_000
/** … up to this: its allowance grows for four seconds. */
const BACK_OFF_LONGEST_MS = 8_000

export type ReadRange = (input: CommandInput<'range'>) => Promise<Result<CommandValue<'range'>>>

export interface PageReader {
  /** Waits its turn among all rooms. `wanted` is asked then; undefined: not wanted any more, so not asked for. */
  read(
    input: CommandInput<'range'>,
    wanted: () => boolean,
  ): Promise<Result<CommandValue<'range'>> | undefined>
}

/** Reads the log for all rooms, in pages that the line can carry within the time that a command has. */
export function createPageReader(range: ReadRange, clock: Pick<Clock, 'now' | 'after'>): PageReader {
  const waiting: (() => void)[] = []
  let reading = 0
  let most = FIRST_ENTRIES
  let left = READ_MAX
  let leftAt = clock.now()
  let refusals = 0
  let quietUntil: LocalTime = 0

  function refill(): void {
    const now = clock.now()
    left = Math.min(READ_MAX, left + (Math.max(0, now - leftAt) * READ_PER_SECOND) / 1_000)
    leftAt = now
  }

  async function untilAllowed(): Promise<void> {
    refill()
    const forBytes = left > 0 ? 0 : (1 - left) / (READ_PER_SECOND / 1_000)
    const ms = Math.max(forBytes, quietUntil - clock.now())
    if (ms > 0) await new Promise<void>((resolve) => clock.after(ms, resolve))
  }

  /** All rooms wait: each by itself would ask as soon as the one before it was refused. */
  function backOff(): void {
    quietUntil = clock.now() + Math.min(BACK_OFF_LONGEST_MS, BACK_OFF_MS * 2 ** Math.min(refusals, 10))
    refusals += 1
  }

  async function readNow(input: CommandInput<'range'>): Promise<Result<CommandValue<'range'>>> {
    const began = clock.now()
    const page = await range({ ...input, limit: Math.min(input.limit, most) })
    if (!page.ok && page.error.code === 'unavailable') most = Math.max(1, Math.floor(most / SMALLER))
    if (page.ok) refusals = 0
    if (page.ok) left -= JSON.stringify(page.value.entries).length
    if (page.ok && clock.now() - began <= QUICK_MS) most = Math.min(RANGE_MAX_ENTRIES, most * LARGER)
    return page
  }

  return {
    async read(input, wanted) {
      if (reading >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
      else reading += 1
      try {
        for (;;) {
          await untilAllowed()
          if (!wanted()) return undefined
          const page = await readNow(input)
          if (page.ok || page.error.code !== 'rate_limited') return page
          backOff()
        }
      } finally {
        // Whoever is next takes over this place.
        const next = waiting.shift()
        if (next) next()
        else reading -= 1
      }
    },
  }
}
