import type { CommandName } from '../../../protocol/up.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Session } from './session.ts'

/** What a command takes of the commands' allowance: by the work that it makes. */
const points: Record<CommandName, number> = {
  append: 1,
  range: 2,
  seen: 1,
  signal: 1,
  rooms: 5,
  attention: 1,
  'set-attention': 1,
  'add-browser': 10,
  'sign-out': 1,
}

/** Commands that the server passes on to everybody in a room. */
const toRooms: ReadonlySet<CommandName> = new Set<CommandName>(['append', 'signal'])

/** Multiples of a device's commands a second: so many devices of a person, and so many writers of a room, at a time … */
const times = { person: 2, room: 4 } as const
/** … and their bytes a second, for each command a second of a device. At 50: 128 KB and 1 MB. */
const bytesTimes = { person: 2_560, room: 20_480 } as const
/** The same for an address, for each connection that it may open: 100 of them send 1,000 commands and 2.5 MB a second. */
const ofAddress = { commands: 0.2, bytes: 512 } as const

export interface CommandLimits {
  /** Takes a command from the allowances of its device, person and address. False: one of them is used up. */
  allow(session: Session, name: unknown, bytes: number): Promise<boolean>
  /** Takes a command whose input goes to all members of a room from the room's allowance. */
  allowInRoom(input: object, name: CommandName, bytes: number): Promise<boolean>
}

/**
 * `ratePerSecond`: commands a second of a device; all other allowances follow from it. `connectionsPerAddress`: what the
 * operator expects of one address. 0: no limit.
 */
export function createCommandLimits(ratePerSecond: number, connectionsPerAddress: number): CommandLimits {
  const limit = (factor: number) => createRateLimit(ratePerSecond * factor)
  const device = limit(1)
  const commands = {
    person: limit(times.person),
    address: limit(ofAddress.commands * connectionsPerAddress),
    room: limit(times.room),
  }
  const bytesOf = {
    person: limit(bytesTimes.person),
    address: limit(ofAddress.bytes * connectionsPerAddress),
    room: limit(bytesTimes.room),
  }
  return {
    async allow({ device: id, person, address }, name, bytes) {
      const cost = typeof name === 'string' && Object.hasOwn(points, name) ? points[name as CommandName] : 1
      return (
        (await device(id, cost)) &&
        (await commands.person(person.id, cost)) &&
        (await commands.address(address, cost)) &&
        (await bytesOf.person(person.id, bytes)) &&
        (await bytesOf.address(address, bytes))
      )
    },
    async allowInRoom(input, name, bytes) {
      if (!toRooms.has(name) || !('room' in input) || typeof input.room !== 'string') return true
      return (await commands.room(input.room, 1)) && (await bytesOf.room(input.room, bytes))
    },
  }
}
