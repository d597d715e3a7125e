import { randomUUID } from 'node:crypto'
import type { Person, RoomId } from '../../protocol/entry.ts'
import type { LogTransaction } from './store.ts'

/**
 * Makes the person a member and says so in the log. False: they were one already, nothing was done. History from before
 * can be read and counts as seen: nobody starts with a thousand unread messages.
 */
export async function enterRoom(transaction: LogTransaction, room: RoomId, person: Person): Promise<boolean> {
  if ((await transaction.findMember(room, person.id)) !== undefined) return false
  const entry = await transaction.append(serverEntry(room, person, 'join'))
  await transaction.addMember(room, person.id, entry.seq)
  transaction.emit({ type: 'joined', room, person: person.id })
  return true
}

/** Ends the membership and says so in the log. False: they were no member, nothing was done. */
export async function leaveRoom(transaction: LogTransaction, room: RoomId, person: Person): Promise<boolean> {
  if ((await transaction.findMember(room, person.id)) === undefined) return false
  await transaction.removeMember(room, person.id)
  await transaction.append(serverEntry(room, person, 'leave'))
  transaction.emit({ type: 'left', room, person: person.id })
  return true
}

const serverEntry = (room: RoomId, { id, name }: Person, kind: 'join' | 'leave') => ({
  room,
  author: { id, name },
  device: null,
  id: randomUUID(),
  kind,
  body: {},
  unread: false,
})
