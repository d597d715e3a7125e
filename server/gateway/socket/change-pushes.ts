import type { PersonId, RoomId } from '../../../protocol/entry.ts'
import type { SettingsService } from '../../settings/settings-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { Log } from '../log.ts'
import { channel, type ClientServer } from './session.ts'

export interface ChangePushesOptions {
  rooms: RoomService
  settings: SettingsService
  log: Log
}

/** What is to be pushed, each thing once: changes that come before it was pushed are pushed together. */
interface Pending {
  /** Rooms with other members than before. */
  rooms: Set<RoomId>
  /** People who are in other rooms than before. */
  moved: Set<PersonId>
  /** People whose settings changed. */
  settings: Set<PersonId>
}

const nothing = (): Pending => ({ rooms: new Set(), moved: new Set(), settings: new Set() })

/** Pushes of what has to be read first. They are read and sent in rounds, one after the other, so that the last is the newest. */
export interface ChangePushes {
  /** A person joined or left a room: the whole list to that person, one small frame to the room. */
  membersChanged(room: RoomId, person: PersonId): void
  settingsChanged(person: PersonId): void
  /** Sends what was reported. */
  send(): void
}

export function createChangePushes(
  io: ClientServer,
  { rooms, settings, log }: ChangePushesOptions,
): ChangePushes {
  let pending = nothing()
  let running = false

  const push = async (round: Pending): Promise<void> => {
    // First, so that whoever is new in a room knows it when the room's own frame comes.
    for (const person of round.moved) {
      io.to(channel.person(person)).emit('rooms', { rooms: await rooms.roomsOf(person) })
      io.to(channel.person(person)).emit('heads', await rooms.headsOf(person))
    }
    for (const id of round.rooms) {
      const room = await rooms.findRoom(id)
      // Encoded once for all of its members, and the same for each: nothing is read or counted a member.
      if (room !== undefined) io.to(channel.room(id)).emit('room', room)
    }
    // To the device that changed them as well: it may have been overtaken by another one.
    for (const person of round.settings) {
      io.to(channel.person(person)).emit('settings', await settings.of(person))
    }
  }

  const sendAll = async (): Promise<void> => {
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
    membersChanged(room, person) {
      pending.rooms.add(room)
      pending.moved.add(person)
    },
    settingsChanged: (person) => void pending.settings.add(person),
    send: () => void sendAll(),
  }
}
