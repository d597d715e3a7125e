import type { Entry } from '../../../protocol/entry.ts'
import type { AttentionService } from '../../attention/attention-service.ts'
import type { Change } from '../../room/change.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { Outcome } from '../../room/store.ts'
import type { Log } from '../log.ts'
import { channel, type ClientServer } from './session.ts'

export interface FanOutOptions {
  rooms: RoomService
  attention: AttentionService
  log: Log
}

/** What is to be said of commits, each thing once: what comes before it was said is said together. */
interface Pending {
  /** Rooms with other members than before. */
  rooms: Set<string>
  /** People who are in other rooms than before. */
  moved: Set<string>
  /** People whose settings changed. */
  settings: Set<string>
}

const nothing = (): Pending => ({ rooms: new Set(), moved: new Set(), settings: new Set() })

/**
 * Pushes to connected devices what commits did. All of it is a hint: `heads` heals what gets lost, and settings are asked
 * for with each connection.
 */
export function createFanOut(io: ClientServer, { rooms, attention, log }: FanOutOptions) {
  let membershipChanges = 0
  let pending = nothing()
  let running = false

  const push = async ({ moved, rooms: changed, settings }: Pending): Promise<void> => {
    // First, so that whoever is new in a room knows it when the room's own frame comes.
    for (const person of moved) {
      io.to(channel.person(person)).emit('rooms', { rooms: await rooms.roomsOf(person) })
      io.to(channel.person(person)).emit('heads', await rooms.headsOf(person))
    }
    for (const id of changed) {
      const room = await rooms.findRoom(id)
      // Encoded once for all of its members, and the same for each: nothing is read or counted a member.
      if (room !== undefined) io.to(channel.room(id)).emit('room', room)
    }
    // To the device that changed them as well: it may have been overtaken by another one.
    for (const person of settings) {
      io.to(channel.person(person)).emit('attention', await attention.of(person))
    }
  }

  /** One round after the other, so that the last one pushed is the newest. */
  const pushPending = async (): Promise<void> => {
    if (running) return
    running = true
    while (pending.rooms.size + pending.moved.size + pending.settings.size > 0) {
      const round = pending
      pending = nothing()
      await push(round).catch((error: unknown) => log.error({ err: error }, 'pushing changes failed'))
    }
    running = false
  }

  return {
    /** Counts up when anybody's rooms or tokens change: who subscribes meanwhile looks again. */
    changes: () => membershipChanges,

    /** In force before the write is acknowledged: who was removed gets nothing that comes after. */
    applyChanges(outcomes: readonly Outcome[]): void {
      for (const change of outcomes.flatMap(({ changes }) => changes)) {
        if (change.type === 'seen') {
          const { room, seq, person, device } = change
          io.to(channel.person(person)).except(channel.device(device)).emit('seen', { room, seq })
          continue
        }
        if (change.type === 'attention') {
          pending.settings.add(change.person)
          continue
        }
        // What they set for the room is gone with the membership.
        if (change.type === 'left') pending.settings.add(change.person)
        membershipChanges += 1
        moveSockets(io, change)
        if (change.type !== 'token-revoked') {
          pending.rooms.add(change.room)
          pending.moved.add(change.person)
        }
      }
      void pushPending()
    },

    /** One frame a room, however many entries the commit added to it. */
    pushEntries(outcomes: readonly Outcome[]): void {
      const frames = new Map<string, { logId: string; entries: Entry[] }>()
      for (const { room, logId, entry } of outcomes.flatMap(({ added }) => added)) {
        const frame = frames.get(room)
        if (frame === undefined) frames.set(room, { logId, entries: [entry] })
        else frame.entries.push(entry)
      }
      for (const [room, frame] of frames) io.to(channel.room(room)).emit('entries', { room, ...frame })
    },
  }
}

function moveSockets(io: ClientServer, change: Exclude<Change, { type: 'seen' | 'attention' }>): void {
  if (change.type === 'joined') io.in(channel.person(change.person)).socketsJoin(channel.room(change.room))
  if (change.type === 'left') io.in(channel.person(change.person)).socketsLeave(channel.room(change.room))
  if (change.type === 'token-revoked') io.in(channel.token(change.token)).disconnectSockets(true)
}
