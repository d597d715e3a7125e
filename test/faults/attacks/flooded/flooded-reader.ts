import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createArrivals, type Arrivals } from '../../../../extension/background/wiring/arrivals.ts'
import { startChannel, type Channel } from '../../../../extension/background/channel/channel.ts'
import { systemClock } from '../../../../extension/background/clock.ts'
import type { SavedAccount } from '../../../../extension/background/channel/journal.ts'
import { openSocketTransport } from '../../../../extension/background/channel/socket-transport.ts'
import { isUrgent } from '../../../../extension/background/notifier/state/open-alerts.ts'
import { createHarness, type Harness } from '../../../extension/background/notifier/harness.ts'
import { createWorld } from '../../../extension/background/notifier/world.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { silentListener } from '../../../support/channel/silent-listener.ts'

/** What the process of the reader says of itself. */
export interface ReaderReport {
  /** From the start of the channel until all that is known of is there, ms; Infinity: not yet. */
  level: number
  unread: number
  cursor: number
  /** Since the process was ready, MB: what is left of the heap, and the most that the process held. */
  heap: number
  rss: number
  /** The most urgent alerts that were open at a time. */
  urgent: number
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const held = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** The notifier that ships, in a browser that shows every toast. */
function startNotifier(): Harness {
  const clock = {
    ...systemClock,
    pass: async () => undefined,
    forget: () => undefined,
  }
  return createHarness({ ...createWorld(), clock })
}

/** One person's background, with channel and notifier: it can be ended and begun again on what it has stored. */
async function main(account: SavedAccount): Promise<void> {
  const journal = createMemoryJournal()
  const at = startNotifier()
  let channel: Channel | undefined
  let level = Infinity
  let [heap, rss, most, urgent] = [held(), process.memoryUsage.rss(), 0, 0]

  setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
    urgent = Math.max(urgent, at.stored().alerts.filter(isUrgent).length)
  }, 10)

  async function start(): Promise<void> {
    const began = performance.now()
    ;[heap, rss, most, level] = [held(), process.memoryUsage.rss(), 0, Infinity]
    const arrivals: Arrivals = createArrivals({
      ...{ notifier: at.notifier, journal, me: () => account.me },
      local: { alertedUpTo: (logId) => Promise.resolve(at.marks.get(logId) ?? 0) },
      roomOf: (id) => channel?.room(id)?.saved(),
      unreadIn: (id) => channel?.room(id)?.unread() ?? 0,
    })
    channel = await startChannel({
      ...{ account, journal, clock: systemClock, openTransport: openSocketTransport },
      ...{ hasNetwork: () => true, offlineSince: undefined },
      listener: {
        ...silentListener,
        entries: (room, entries, via) =>
          arrivals.entries(room, entries, via === 'push' ? 'live' : 'catch-up'),
        skipped: arrivals.skipped,
        caughtUp: arrivals.caughtUp,
      },
    })
    void arrivals.begin(channel.rooms().map((room) => room.saved()))
    const looking = setInterval(() => {
      const rooms = channel?.rooms() ?? []
      const all = rooms.length > 0 && rooms.every((room) => room.caughtUp() && !room.loading())
      if (!all || channel?.state().state !== 'connected') return
      level = Math.min(level, performance.now() - began)
      clearInterval(looking)
    }, 2)
  }

  function report(): ReaderReport {
    const room = channel?.room('general')
    return {
      level: Math.round(level),
      unread: room?.unread() ?? 0,
      cursor: room?.saved().cursor ?? 0,
      heap: Math.round((held() - heap) / 1e6),
      rss: Math.round((most - rss) / 1e6),
      urgent,
    }
  }
  process.on('message', (word) => {
    if (word === 'start') void start().then(() => process.send?.('done'))
    if (word === 'stop') void channel?.close().then(() => process.send?.('done'))
    if (word === 'report') process.send?.(report())
  })
  process.send?.('done')
}

void main(JSON.parse(process.argv[2] ?? '{}') as SavedAccount)
