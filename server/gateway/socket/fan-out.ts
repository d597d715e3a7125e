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

/**
 * Tells connected devices what commits did. All of it is a hint: `heads` heals what gets lost, and settings are asked for
 * with each connection.
 */
export function createFanOut(io: ClientServer, { rooms, attention, log }: FanOutOptions) {
  let membershipChanges = 0
  let telling: Promise<void> = Promise.resolve()

  /** Rooms and heads of everybody concerned, one round after the other so that the last one told is the newest. */
  const tellMembers = (changed: ReadonlySet<string>, moved: ReadonlySet<string>) => {
    telling = telling
      .then(async () => {
        const people = new Set([...moved, ...peopleIn(io, changed)])
        for (const person of people) {
          io.to(channel.person(person)).emit('rooms', { rooms: await rooms.roomsOf(person) })
        }
        for (const person of moved) io.to(channel.person(person)).emit('heads', await rooms.headsOf(person))
      })
      .catch((error: unknown) => log.error({ err: error }, 'telling members failed'))
  }

  /** To the device that changed them as well: it may have been overtaken by another one. */
  const tellAttention = (people: ReadonlySet<string>) => {
    telling = telling
      .then(async () => {
        for (const person of people) {
          io.to(channel.person(person)).emit('attention', await attention.of(person))
        }
      })
      .catch((error: unknown) => log.error({ err: error }, 'telling settings failed'))
  }

  return {
    /** Counts up when anybody's rooms or tokens change: who subscribes meanwhile looks again. */
    changes: () => membershipChanges,

    /** In force before the write is acknowledged: who was removed gets nothing that comes after. */
    applyChanges(outcomes: readonly Outcome[]): void {
      const changed = new Set<string>()
      const moved = new Set<string>()
      const settings = new Set<string>()
      for (const change of outcomes.flatMap(({ changes }) => changes)) {
        if (change.type === 'seen') {
          const { room, seq, person, device } = change
          io.to(channel.person(person)).except(channel.device(device)).emit('seen', { room, seq })
          continue
        }
        if (change.type === 'attention') {
          settings.add(change.person)
          continue
        }
        // What they set for the room is gone with the membership.
        if (change.type === 'left') settings.add(change.person)
        membershipChanges += 1
        moveSockets(io, change)
        if (change.type !== 'token-revoked') {
          changed.add(change.room)
          moved.add(change.person)
        }
      }
      if (changed.size > 0) tellMembers(changed, moved)
      if (settings.size > 0) tellAttention(settings)
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

/** The connected people of these rooms. */
function peopleIn(io: ClientServer, rooms: ReadonlySet<string>): Set<string> {
  const people = new Set<string>()
  for (const room of rooms) {
    for (const socket of io.sockets.adapter.rooms.get(channel.room(room)) ?? []) {
      const person = io.sockets.sockets.get(socket)?.data.session.person
      if (person !== undefined) people.add(person.id)
    }
  }
  return people
}
