import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { Push, PushName } from '../../../protocol/down.ts'
import type { Person } from '../../../protocol/entry.ts'
import type { Failure } from '../../../protocol/result.ts'

/** Who is behind a socket, as its token said. */
export interface Session {
  person: Person
  device: string
  token: string
  /** Where the connection comes from, as limits count it. */
  address: string
}

/** Commands arrive untyped (their schemas check them, see dispatch); pushes are typed. */
type Pushes = { [N in PushName]: (push: Push<N>) => void }
type SocketData = { session: Session }
export type ClientSocket = Socket<DefaultEventsMap, Pushes, DefaultEventsMap, SocketData>
export type ClientServer = Server<DefaultEventsMap, Pushes, DefaultEventsMap, SocketData>

/** Socket.IO's channels, by what they carry. A room's slug could be anything, so each has a prefix. */
export const channel = {
  room: (id: string) => `room:${id}`,
  person: (id: string) => `person:${id}`,
  device: (id: string) => `device:${id}`,
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
