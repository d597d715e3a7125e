import { keepAlive } from '../../platform/lifetime.ts'
import type { Arrivals } from './arrivals.ts'
import type { ChannelListener } from '../channel/listener.ts'
import type { Hub } from '../hub/hub.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { Notifier } from '../notifier/notifier.ts'

interface ListenerDeps {
  hub: Hub
  notifier: Notifier
  local: LocalState
  arrivals: Arrivals
  overviewChanged: () => void
}

/** Channel → hub (open pages) and notifier (toast, notification or badge). */
export function createChannelListener(deps: ListenerDeps): ChannelListener {
  const { hub, notifier, arrivals, local, overviewChanged } = deps
  return {
    connection: (state) => {
      if (state.state === 'connected') void local.saveOfflineSince(undefined)
      if (state.state === 'offline') void local.saveOfflineSince(state.since)
      if (state.state === 'connected') void local.savePausedUntil(undefined)
      if (state.state === 'offline' && state.why === 'too-much') void local.savePausedUntil(state.until)
      overviewChanged()
    },
    rooms: overviewChanged,
    entries: (room, entries, via) => {
      hub.entries(room.id, entries)
      arrivals.entries(room, entries, via === 'push' ? 'live' : 'catch-up')
    },
    skipped: (room, entries, more) => arrivals.skipped(room, entries, more),
    caughtUp: () => arrivals.caughtUp(),
    opened: (room) => hub.opened(room),
    outbox: (room) => {
      hub.stateChanged(room)
      overviewChanged()
    },
    seen: (room, seq) => {
      hub.stateChanged(room)
      void notifier.read(room, seq)
    },
    typing: (room, author) => hub.typing(room, author),
    settings: () => {
      void notifier.settingsChanged()
      overviewChanged()
    },
    heartbeat: keepAlive,
  }
}
