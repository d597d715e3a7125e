import process from 'node:process'
import { createArrivals } from '../../../extension/background/wiring/arrivals.ts'
import { startChannel } from '../../../extension/background/channel/channel.ts'
import { systemClock } from '../../../extension/background/clock.ts'
import type { Journal } from '../../../extension/background/channel/journal.ts'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import { createMemoryJournal } from '../../support/channel/memory-journal.ts'
import { silentListener } from '../../support/channel/silent-listener.ts'

/** What the process of the client says of itself. */
export interface LiedTo {
  /** The most since the start, in MB. */
  rss: number
  /** Before it connected, in MB. */
  idle: number
  server: string
  state: string
  /** The most rooms that were stopped at a time. */
  stopped: number
  rooms: number
  /** The most that one room was loaded anew. */
  resyncs: number
  waiting: number
  level: boolean
  /** The longest name of a room. */
  name: number
  link: string | undefined
}

/** A disk takes what is stored out of the memory: of entries nothing is kept here but that they came. */
function createDisk(resets: Map<string, number>): Journal {
  const journal = createMemoryJournal()
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 1))
  const mine = (entries: Parameters<Journal['apply']>[1], me: string) =>
    entries.filter(({ author }) => author.id === me)
  return {
    ...journal,
    apply: (room, entries, me) => slow().then(() => journal.apply(room, mine(entries, me), me)),
    open: (room, entries, me) => slow().then(() => journal.open(room, mine(entries, me), me)),
    reset: (room) => {
      resets.set(room.id, (resets.get(room.id) ?? 0) + 1)
      return slow().then(() => journal.reset(room))
    },
  }
}

/** The background as far as it hears of a server, in a process of its own: the parent asks for a report. */
async function main(server: string): Promise<void> {
  const resets = new Map<string, number>()
  const journal = createDisk(resets)
  let rss = 0
  const idle = Math.round(process.memoryUsage.rss() / 1e6)
  let stopped = 0
  setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss())
  }, 10)
  const me = { id: 'me', name: 'Me' }
  const arrivals = createArrivals({
    notifier: {
      arrived: () => new Promise((resolve) => setTimeout(resolve, 5)),
      caughtUp: () => Promise.resolve(),
    },
    journal,
    local: { alertedUpTo: () => Promise.resolve(0) },
    me: () => me,
    roomOf: (id) => channel.room(id)?.saved(),
    unreadIn: (id) => channel.room(id)?.unread() ?? 0,
  })
  const channel = await startChannel({
    account: { server, token: 'token', me },
    ...{ journal, clock: systemClock, openTransport: openSocketTransport },
    hasNetwork: () => true,
    offlineSince: undefined,
    listener: {
      ...silentListener,
      entries: (room, entries, via) => arrivals.entries(room, entries, via === 'push' ? 'live' : 'catch-up'),
      skipped: arrivals.skipped,
      caughtUp: arrivals.caughtUp,
    },
  })
  setInterval(() => {
    stopped = Math.max(stopped, channel.rooms().filter((room) => room.stopped()).length)
  }, 50)
  await arrivals.begin([])
  for (const id of ['a', 'b', 'c'])
    await channel.outbox.add({ room: 'general', id, kind: 'message', body: { text: id } })

  async function report(): Promise<LiedTo> {
    const rooms = channel.rooms()
    const silence = new Promise<undefined>((resolve) => setTimeout(resolve, 100))
    const link = await Promise.race([channel.addBrowser(), silence])
    return {
      rss: Math.round(Math.max(rss, process.memoryUsage.rss()) / 1e6),
      ...{ idle, server },
      state: channel.state().state,
      stopped,
      rooms: rooms.length,
      resyncs: Math.max(0, ...resets.values()),
      waiting: channel.outbox.count(),
      level: channel.state().state === 'connected' && rooms.every((room) => room.caughtUp()),
      name: Math.max(0, ...rooms.map((room) => room.saved().name.length)),
      link: link?.ok === true ? link.value.link : undefined,
    }
  }
  process.on('message', (wanted) => {
    if (wanted === 'report') void report().then((said) => process.send?.(said))
    if (wanted === 'connect') channel.nudge(true)
    if (wanted === 'retry') void channel.retryRoom('general')
  })
  process.send?.('ready')
}

void main(process.argv[2] ?? '')
