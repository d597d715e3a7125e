import type { PersonId, RoomId } from '../../../protocol/entry.ts'
import type { CommandName } from '../../../protocol/up.ts'
import { createRateLimit, steadyClock, withBursts } from '../rate-limit.ts'
import type { Session } from './session.ts'

/** What a command takes of the commands' allowance: by the work that it makes. */
const points: Record<CommandName, number> = {
  append: 1,
  range: 2,
  pinned: 2,
  seen: 1,
  signal: 1,
  rooms: 5,
  settings: 1,
  'change-settings': 1,
  'add-browser': 10,
  'sign-out': 1,
}

/** Multiples of a device's commands a second: so many devices of a person, and so many writers of a room, at a time … */
const times = { person: 2, room: 4 } as const
/** … and their bytes a second, for each command a second of a device. At 50: 128 KB and 256 KB, and
 * a client takes two such rooms without a break (see its intake). */
const bytesTimes = { person: 2_560, room: 5_120 } as const
/** The same for an address, for each connection that it may open: 100 of them send 1,000 commands and 2.5 MB a second. */
const ofAddress = { commands: 0.2, bytes: 512 } as const

/** One person may take this part of what a room takes, so that others still write while they flood. */
const MEMBERS = 4
/** Signals of a room a second: somebody who types sends one in three seconds. */
const SIGNALS = 20

const keyOf = (room: RoomId, person: PersonId): string => `${room} ${person}`

export interface CommandLimits {
  /** Takes a command from the allowances of its device, person and address. False: one of them is used up. */
  allow(session: Session, name: unknown, bytes: number): boolean
  /** Takes a message from its room's allowance, of which one person may take a quarter. */
  allowMessage(room: RoomId, person: PersonId, bytes: number): boolean
  /** Takes a signal from its room's allowance of signals, of which one person may take one a second. */
  allowSignal(room: RoomId, person: PersonId): boolean
  /** Takes what an answer was beyond an ordinary one from the person's allowance, afterwards. */
  charge(person: PersonId, points: number): void
}

/**
 * `ratePerSecond`: commands a second of a device; all other allowances follow from it. `connectionsPerAddress`: what the
 * operator expects of one address. 0: no limit.
 */
export function createCommandLimits(
  ratePerSecond: number,
  connectionsPerAddress: number,
  now: () => number = steadyClock,
): CommandLimits {
  const limit = (factor: number) => createRateLimit(withBursts(ratePerSecond * factor), now)
  // Everybody in a room gets each signal: not by the setting, which is for scripts that write much.
  const signalLimit = (perSecond: number) =>
    createRateLimit(withBursts(ratePerSecond === 0 ? 0 : perSecond), now)
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
  const ofMember = { commands: limit(times.room / MEMBERS), bytes: limit(bytesTimes.room / MEMBERS) }
  const signals = { person: signalLimit(1), room: signalLimit(SIGNALS) }
  return {
    allow({ principal: { device: id, person }, address }, name, bytes) {
      const cost = typeof name === 'string' && Object.hasOwn(points, name) ? points[name as CommandName] : 1
      return (
        device.take(id, cost) &&
        commands.person.take(person.id, cost) &&
        commands.address.take(address, cost) &&
        bytesOf.person.take(person.id, bytes) &&
        bytesOf.address.take(address, bytes)
      )
    },
    allowMessage: (room, person, bytes) =>
      ofMember.commands.take(keyOf(room, person), 1) &&
      ofMember.bytes.take(keyOf(room, person), bytes) &&
      commands.room.take(room, 1) &&
      bytesOf.room.take(room, bytes),
    allowSignal: (room, person) => signals.person.take(keyOf(room, person), 1) && signals.room.take(room, 1),
    charge: (person, amount) => commands.person.charge(person, amount),
  }
}
