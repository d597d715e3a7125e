import type { SettingsKeeper } from './settings-sync.ts'
import type { CatchUp } from './catch-up.ts'
import type { ConnectedUntil } from './connected-until.ts'
import type { ChannelListener } from './listener.ts'
import type { Outbox } from './outbox.ts'
import type { ReadMarks } from './read-marks.ts'
import type { RoomList } from './room-list.ts'
import type { TransportEvent } from './transport.ts'

export type ChannelEvent = Exclude<TransportEvent, { type: 'refused' | 'flooded' }>

export interface EventDeps {
  rooms: RoomList
  marks: ReadMarks
  outbox: Pick<Outbox, 'connected'>
  settings: Pick<SettingsKeeper, 'connected' | 'pushed'>
  catchUp: CatchUp
  connectedUntil: Pick<ConnectedUntil, 'caughtUp'>
  listener: Pick<ChannelListener, 'heartbeat' | 'typing'>
}

/** Who hears of what comes over the connection. */
export function createOnEvent(deps: EventDeps): (event: ChannelEvent) => void {
  const { rooms, marks, outbox, settings, catchUp, listener } = deps

  function onPush(event: Extract<ChannelEvent, { type: 'push' }>): void {
    switch (event.name) {
      case 'entries': {
        const { room, logId, entries } = event.push
        return rooms.get(room)?.post({ type: 'pushed', logId, entries })
      }
      case 'heads':
        return rooms.heads(event.push)
      case 'rooms':
        return rooms.listed(event.push.rooms)
      case 'seen':
        return void marks.move(event.push.room, event.push.seq).catch(() => undefined)
      case 'signal':
        return rooms.get(event.push.room) && listener.typing(event.push.room, event.push.author)
      case 'settings':
        return settings.pushed(event.push)
      case 'room':
        return rooms.changed(event.push)
    }
  }

  return (event) => {
    switch (event.type) {
      case 'connected':
        marks.forget()
        outbox.connected()
        settings.connected()
        return void rooms.refresh()
      case 'lost':
        for (const room of rooms.all()) room.post({ type: 'disconnected' })
        return catchUp.ended()
      case 'ping':
        if (catchUp.isCaughtUp()) deps.connectedUntil.caughtUp()
        return listener.heartbeat()
      case 'push':
        return onPush(event)
    }
  }
}
