import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import { append, unknownRoom } from './append.ts'
import { createRoom } from './create-room.ts'
import { moveSeen } from './move-seen.ts'
import type { LogReader } from './store.ts'
import type { Write } from './write.ts'

export const roomWrites = { append, seen: moveSeen, 'create-room': createRoom }

/** Who asks: resolved from the token at the door. */
export interface Asker {
  person: string
  device: string
}

export type RoomService = ReturnType<typeof createRoomService>

/** What a member can do with the rooms' logs. Every answer first checks that they are a member. */
export function createRoomService(reader: LogReader, write: Write<typeof roomWrites>) {
  return {
    append: (asker: Asker, input: CommandInput<'append'>) =>
      write('append', { ...input, person: asker.person, device: asker.device }),

    seen: (asker: Asker, input: CommandInput<'seen'>) =>
      write('seen', { ...input, person: asker.person, device: asker.device }),

    async range(asker: Asker, query: CommandInput<'range'>): Promise<Result<CommandValue<'range'>>> {
      if (!(await reader.isMember(query.room, asker.person))) return unknownRoom(query.room)
      const range = await reader.range(query)
      return range === undefined ? unknownRoom(query.room) : ok(range)
    },

    /** An error for anybody but a member, else nothing. */
    async refuseStranger(asker: Asker, room: string): Promise<Result<null>> {
      return (await reader.isMember(room, asker.person)) ? ok(null) : unknownRoom(room)
    },

    roomsOf: (person: string) => reader.roomsOf(person),
    headsOf: (person: string) => reader.headsOf(person),
    findRoom: (room: string) => reader.findRoom(room),
    logs: () => reader.logs(),
    members: (room: string) => reader.members(room),
    createRoom: (input: { id: string; name: string }) => write('create-room', input),
  }
}
