import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { Push, PushName } from '../../../protocol/down.ts'
import type { PersonId, RoomId } from '../../../protocol/entry.ts'
import type { Failure } from '../../../protocol/result.ts'
import type { DeviceId, Principal } from '../../room/principal.ts'

/** What is known of a connection on which a device has signed in. */
export interface Session {
  principal: Principal
  /** Where the connection comes from, as limits count it. */
  address: string
}

/** Commands arrive untyped (their schemas check them, see dispatch); pushes are typed. */
type Pushes = { [N in PushName]: (push: Push<N>) => void }
type SocketData = { session: Session }
export type ClientSocket = Socket<DefaultEventsMap, Pushes, DefaultEventsMap, SocketData>
/** An Engine.IO connection: what is below a socket of Socket.IO. */
export type EngineConnection = ClientSocket['conn']
export type ClientServer = Server<DefaultEventsMap, Pushes, DefaultEventsMap, SocketData>

/** Socket.IO's channels, by what they carry. A room's slug could be anything, so each has a prefix. */
export const channel = {
  room: (id: RoomId) => `room:${id}`,
  person: (id: PersonId) => `person:${id}`,
  device: (id: DeviceId) => `device:${id}`,
  token: (id: string) => `token:${id}`,
}

/** What a refused handshake shows as `err.data` of the client's `connect_error`. */
export class RefusedHandshake extends Error {
  readonly data: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.data = failure
  }
}
