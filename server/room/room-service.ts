import type { PersonId, RoomId } from '../../protocol/entry.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import { append, unknownRoom, type AppendInput } from './append.ts'
import { createRoom } from './create-room.ts'
import { moveReadMark, type ReadMarkInput } from './move-read-mark.ts'
import type { Principal } from './principal.ts'
import type { LogReader } from './store.ts'
import type { Write, WriteTable } from './write.ts'

export const roomWrites = {
  append: {
    rule: append,
    room: ({ room }: AppendInput) => room,
    bodyBytes: ({ body }: AppendInput) => Buffer.byteLength(JSON.stringify(body)),
  },
  seen: { rule: moveReadMark, room: ({ room }: ReadMarkInput) => room },
  'create-room': { rule: createRoom },
} satisfies WriteTable

export type RoomService = ReturnType<typeof createRoomService>

/** What a member can do with the rooms' logs. Every answer first checks that they are a member. */
export function createRoomService(reader: LogReader, write: Write<typeof roomWrites>) {
  /** `unknown_room` for a principal who is not a member of the room. */
  const requireMember = async ({ person }: Principal, room: RoomId): Promise<Result<null>> =>
    (await reader.isMember(room, person.id)) ? ok(null) : unknownRoom(room)

  return {
    requireMember,

    append: ({ person, device }: Principal, input: CommandInput<'append'>) =>
      write('append', { ...input, person: person.id, device }),

    seen: ({ person, device }: Principal, input: CommandInput<'seen'>) =>
      write('seen', { ...input, person: person.id, device }),

    async range(principal: Principal, query: CommandInput<'range'>): Promise<Result<CommandValue<'range'>>> {
      const member = await requireMember(principal, query.room)
      if (!member.ok) return member
      const range = await reader.range(query)
      return range === undefined ? unknownRoom(query.room) : ok(range)
    },

    async pinned(
      principal: Principal,
      { room, after }: CommandInput<'pinned'>,
    ): Promise<Result<CommandValue<'pinned'>>> {
      const member = await requireMember(principal, room)
      if (!member.ok) return member
      const pinned = await reader.pinned(room, after)
      return pinned === undefined ? unknownRoom(room) : ok(pinned)
    },

    roomsOf: (person: PersonId) => reader.roomsOf(person),
    headsOf: (person: PersonId) => reader.headsOf(person),
    findRoom: (room: RoomId) => reader.findRoom(room),
    logs: () => reader.logs(),
    members: (room: RoomId) => reader.members(room),
    createRoom: (input: { id: RoomId; name: string }) => write('create-room', input),
  }
}
