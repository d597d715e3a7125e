import type { PeopleService } from '../../people/people-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import { channel, type ClientSocket, type Session } from './session.ts'

export interface SubscribeOptions {
  rooms: RoomService
  people: PeopleService
  /** Counts up when anybody's rooms or tokens change. */
  changes(): number
}

/**
 * Puts a new socket into its person's channels. A token that is revoked or a membership that ends while this reads must
 * not slip through: it then looks again. False: the token is no longer known.
 */
export async function subscribe(
  socket: ClientSocket,
  { person, device, token }: Omit<Session, 'address'>,
  secret: string,
  { rooms, people, changes }: SubscribeOptions,
): Promise<boolean> {
  await socket.join([channel.person(person.id), channel.device(device), channel.token(token)])
  for (;;) {
    const before = changes()
    const known = await people.authenticate(secret)
    if (known?.id !== token) return false
    const mine = Object.keys(await rooms.headsOf(person.id))
    if (changes() !== before) continue
    await socket.join(mine.map(channel.room))
    if (changes() === before) return true
    for (const room of mine) await socket.leave(channel.room(room))
  }
}
