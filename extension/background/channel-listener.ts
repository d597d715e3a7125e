import type { Person } from '../../protocol/entry.ts'
import { keepAlive } from '../platform/lifetime.ts'
import type { ChannelListener } from './channel/channel.ts'
import type { Hub } from './hub/hub.ts'
import type { LocalState } from './journal/local-state.ts'
import type { Notifier } from './notifier/notifier.ts'

interface ListenerDeps {
  hub: Hub
  notifier: Notifier
  local: LocalState
  me: () => Person | undefined
  seenOf: (room: string) => number
  overviewChanged: () => void
}

/** Channel → hub (open pages) and notifier (toast, notification or badge). */
export function createChannelListener(deps: ListenerDeps): ChannelListener {
  const { hub, notifier, local, overviewChanged } = deps
  return {
    connection: (state) => {
      if (state.state === 'connected') void local.saveOfflineSince(undefined)
      if (state.state === 'offline') void local.saveOfflineSince(state.since)
      overviewChanged()
    },
    rooms: overviewChanged,
    entries: (room, entries, via) => {
      hub.entries(room.id, entries)
      const me = deps.me()
      if (me === undefined || room.logId === undefined) return
      const from = via === 'push' ? 'push' : 'catch-up'
      const { id, name, members, logId } = room
      // Looked up when it is decided: it may have been read on another device meanwhile.
      const live = {
        id,
        name,
        members,
        get seen() {
          return deps.seenOf(id)
        },
      }
      void notifier.arrived({ room: live, logId, entries, via: from, me })
    },
    caughtUp: () => void notifier.caughtUp(),
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
    attention: () => {
      void notifier.settingsChanged()
      overviewChanged()
    },
    heartbeat: keepAlive,
  }
}
