import type { Entry, LogId, RoomId } from '../../../protocol/entry.ts'
import type { AddedEntry, Change } from '../../room/change.ts'
import { createChangePushes, type ChangePushesOptions } from './change-pushes.ts'
import { channel, type ClientServer } from './session.ts'

/**
 * Pushes to connected devices what commits did. All of it is a hint: `heads` heals what gets lost, and settings are asked
 * for with each connection.
 */
export function createFanOut(io: ClientServer, options: ChangePushesOptions) {
  const pushes = createChangePushes(io, options)
  let membershipChanges = 0

  const apply = (change: Change): void => {
    switch (change.type) {
      case 'seen': {
        const { room, seq, person, device } = change
        io.to(channel.person(person)).except(channel.device(device)).emit('seen', { room, seq })
        return
      }
      case 'settings':
        return pushes.settingsChanged(change.person)
      case 'joined':
        membershipChanges += 1
        io.in(channel.person(change.person)).socketsJoin(channel.room(change.room))
        return pushes.membersChanged(change.room, change.person)
      case 'left':
        membershipChanges += 1
        io.in(channel.person(change.person)).socketsLeave(channel.room(change.room))
        // What they set for the room is gone with the membership.
        pushes.settingsChanged(change.person)
        return pushes.membersChanged(change.room, change.person)
      case 'token-revoked':
        membershipChanges += 1
        io.in(channel.token(change.token)).disconnectSockets(true)
    }
  }

  return {
    /** Counts up when anybody's rooms or tokens change: who subscribes meanwhile looks again. */
    changes: () => membershipChanges,

    /** In force before the write is acknowledged: who was removed gets nothing that comes after. */
    applyChanges(changes: readonly Change[]): void {
      for (const change of changes) apply(change)
      pushes.send()
    },

    /** One frame a room, however many entries the commit added to it. */
    pushEntries(added: readonly AddedEntry[]): void {
      const frames = new Map<RoomId, { logId: LogId; entries: Entry[] }>()
      for (const { room, logId, entry } of added) {
        const frame = frames.get(room)
        if (frame === undefined) frames.set(room, { logId, entries: [entry] })
        else frame.entries.push(entry)
      }
      for (const [room, frame] of frames) io.to(channel.room(room)).emit('entries', { room, ...frame })
    },
  }
}
