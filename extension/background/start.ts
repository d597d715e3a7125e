import { keepAlive, setReconnectAlarm } from '../platform/lifetime.ts'
import { openChat } from '../platform/open-chat.ts'
import type { ChannelListener } from './channel/channel.ts'
import { systemClock } from './channel/clock.ts'
import type { ConnectionState } from './channel/connection.ts'
import { openSocketTransport } from './channel/socket-transport.ts'
import { createHub, type Hub } from './hub/hub.ts'
import { createHubSource } from './hub-source.ts'
import { createIndexedDbJournal } from './journal/indexed-db-journal.ts'
import { createLocalState, type LocalState } from './journal/local-state.ts'
import { openDatabase } from './journal/open-database.ts'
import { createNotifier, type Notifier } from './notifier/notifier.ts'
import { createNotifierDeps } from './notifier-deps.ts'
import { createPageRequests } from './page-requests.ts'
import { startSession, type Session } from './session.ts'

export interface Background {
  session: Session
  hub: Hub
  notifier: Notifier
  pageRequest: (message: unknown) => Promise<unknown>
}

/** Puts the parts together from what the disk holds. Everything in memory is a cache of that. */
export async function startBackground(): Promise<Background> {
  const db = await openDatabase()
  const local = createLocalState(db)
  const journal = createIndexedDbJournal(db)
  /** The session comes last, since it tells the others what it finds. */
  const now: { session: Session | undefined; current: string | undefined } = {
    session: undefined,
    current: await local.current(),
  }

  const hub = createHub(
    createHubSource({ journal, local, session: () => now.session, current: () => now.current }),
  )
  const notifier = createNotifier(
    createNotifierDeps({
      local,
      isShowing: (room) => hub.isShowing(room),
      roomOf: (logId) => rooms().find((room) => room.logId === logId)?.id,
      openRoom: (room) => void show(room),
    }),
  )
  const rooms = () =>
    now.session
      ?.channel()
      ?.rooms()
      .map((room) => room.saved()) ?? []

  async function show(room: string | undefined): Promise<void> {
    if (room !== undefined) {
      now.current = room
      await local.saveCurrent(room)
      hub.overviewChanged()
    }
    await openChat()
  }

  /** Once for all that happened in this turn: a batch of entries changes counts, outbox and rooms at a time. */
  let telling = false
  function overviewChanged(): void {
    if (!telling) queueMicrotask(tellOverview)
    telling = true
  }

  function tellOverview(): void {
    telling = false
    const source = now.session
    if (!source) return
    hub.overviewChanged()
    const overview = overviewOf(source)
    void notifier.update(overview)
    setReconnectAlarm(source.account() && alarmFor(overview.connection))
  }

  const overviewOf = (source: Session) => ({
    account: source.account(),
    connection: source.channel()?.state() ?? ({ state: 'connecting' } as const),
    rooms: (source.channel()?.rooms() ?? []).map((room) => ({ ...room.saved(), unread: room.unread() })),
  })

  const session = await startSession({
    local,
    journal,
    clock: systemClock,
    openTransport: openSocketTransport,
    hasNetwork: () => navigator.onLine,
    post: (input, init) => fetch(input, init),
    changed: () => {
      void local.current().then((room) => {
        now.current = room
        overviewChanged()
      })
    },
    listener: createListener({
      hub,
      notifier: () => notifier,
      local,
      me: () => now.session?.account()?.me.id,
      seenOf: (room) => now.session?.channel()?.room(room)?.saved().seen ?? 0,
      overviewChanged,
    }),
  })
  now.session = session
  overviewChanged()
  const pageRequest = createPageRequests({
    session,
    local,
    hub,
    showed: (room) => {
      now.current = room
      hub.overviewChanged()
    },
  })
  return { session, hub, notifier, pageRequest }
}

/** Where a refusal has ended it, waking up for it is of no use. */
function alarmFor({ state }: ConnectionState): 'connected' | 'offline' | undefined {
  if (state === 'connected') return 'connected'
  return state === 'offline' || state === 'connecting' ? 'offline' : undefined
}

interface ListenerDeps {
  hub: Hub
  notifier: () => Notifier
  local: LocalState
  me: () => string | undefined
  seenOf: (room: string) => number
  overviewChanged: () => void
}

/** Channel → hub (open pages) and notifier (toast, notification or badge). */
function createListener({
  hub,
  notifier,
  local,
  me,
  seenOf,
  overviewChanged,
}: ListenerDeps): ChannelListener {
  return {
    connection: (state) => {
      if (state.state === 'connected') void local.saveOfflineSince(undefined)
      if (state.state === 'offline') void local.saveOfflineSince(state.since)
      overviewChanged()
    },
    rooms: overviewChanged,
    entries: (room, entries, via) => {
      hub.entries(room.id, entries)
      const person = me()
      if (person === undefined || room.logId === undefined) return
      const from = via === 'push' ? 'push' : 'catch-up'
      const { id, name, members, logId } = room
      // Looked up when it is decided: it may have been read on another device meanwhile.
      const live = {
        id,
        name,
        members,
        get seen() {
          return seenOf(id)
        },
      }
      void notifier().arrived({ room: live, logId, entries, via: from, me: person })
    },
    caughtUp: () => void notifier().caughtUp(),
    opened: (room) => hub.opened(room),
    outbox: (room) => {
      hub.stateChanged(room)
      overviewChanged()
    },
    seen: (room, seq) => {
      hub.stateChanged(room)
      void notifier().read(room, seq)
    },
    typing: (room, author) => hub.typing(room, author),
    heartbeat: keepAlive,
  }
}
