import type { PeopleService } from '../../people/people-service.ts'
import { hasScope, type Principal } from '../../room/principal.ts'
import type { RoomService } from '../../room/room-service.ts'
import { channel, type ClientSocket } from './session.ts'

export interface SubscribeOptions {
  rooms: RoomService
  people: PeopleService
  /** Counts up when anybody's rooms or tokens change. */
  changes(): number
}

/**
 * Puts a new socket into its principal's channels. A token that is revoked or a membership that ends while this reads must
 * not slip through: it then looks again. False: the token is no longer known.
 */
export async function subscribe(
  socket: ClientSocket,
  principal: Principal,
  secret: string,
  { rooms, people, changes }: SubscribeOptions,
): Promise<boolean> {
  const { person, device, token } = principal
  // In every case, since a revoked token is ended by this channel.
  await socket.join([channel.device(device), channel.token(token)])
  const getsPushes = hasScope(principal, 'get-pushes')
  if (getsPushes) await socket.join([channel.person(person.id)])
  for (;;) {
    const before = changes()
    const known = await people.authenticate(secret)
    if (known?.token !== token) return false
    const mine = getsPushes ? Object.keys(await rooms.headsOf(person.id)) : []
    if (changes() !== before) continue
    await socket.join(mine.map(channel.room))
    if (changes() === before) return true
    for (const room of mine) await socket.leave(channel.room(room))
  }
}
