import type { Server as HttpServer } from 'node:http'
import { HEADS_INTERVAL_MS } from '../../../protocol/limits.ts'
import { fail } from '../../../protocol/result.ts'
import type { AttentionService } from '../../attention/attention-service.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { ClientAddress } from '../client-address.ts'
import type { ConnectionLimits } from '../connections/limit-connections.ts'
import { createPauses } from '../connections/pauses.ts'
import type { WarnSparsely } from '../connections/sparse-log.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { admit } from './admission.ts'
import { createCommandLimits } from './command-limits.ts'
import { dispatch } from './dispatch.ts'
import { createFairTurns } from './fair-turns.ts'
import { createFanOut } from './fan-out.ts'
import { guardConnections } from './guard-connections.ts'
import { openSocketServer } from './open-socket-server.ts'
import { createSendQueue } from './send-queue.ts'
import { RefusedHandshake, type ClientSocket } from './session.ts'
import { subscribe } from './subscribe.ts'

export interface SocketGatewayOptions {
  http: HttpServer
  rooms: RoomService
  people: PeopleService
  attention: AttentionService
  /** Commands a second of a device; 0: no limit. */
  ratePerSecond: number
  /** Connections of one address that nobody has signed in on; 0: no limit. */
  connectionsPerAddress: number
  /** A WebSocket on which nobody has signed in by then is ended; default: 10 s. */
  signInMs?: number | undefined
  connections: ConnectionLimits
  clientAddress: ClientAddress
  metrics: Metrics
  log: Log
  warn: WarnSparsely
}

const stopping = fail('unavailable', 'the server is stopping: try again later')

export type SocketGateway = ReturnType<typeof createSocketGateway>

/** The door for devices: Socket.IO on the HTTP server's port. */
export function createSocketGateway(options: SocketGatewayOptions) {
  const { rooms, people, attention, connections, clientAddress, metrics, log } = options
  const io = openSocketServer(options.http, (request) => connections.mayUpgrade(request))
  const fanOut = createFanOut(io, { rooms, attention, log })
  const limits = createCommandLimits(options.ratePerSecond, options.connectionsPerAddress)
  const pauses = createPauses(() => performance.now())
  const guards = guardConnections(io, { ...options, signInMs: options.signInMs, pauses })
  const turns = createFairTurns()
  let closing = false
  const whileStopping = () => (closing ? stopping : undefined)

  io.use((socket, next) => {
    const { conn, handshake } = socket
    const address = clientAddress(conn.request)
    void admit(handshake.auth, address, { people, pauses, stopping: whileStopping, log }).then((admitted) => {
      if (!admitted.ok) {
        next(new RefusedHandshake(admitted.error))
        // After the refusal, which goes out in the next tick.
        setImmediate(() => conn.close())
        return
      }
      // It was cut while its token was checked.
      if (conn.readyState !== 'open') return
      socket.data.session = admitted.value
      guards.signedIn(conn, admitted.value)
      next()
    })
  })

  const serve = async (socket: ClientSocket): Promise<void> => {
    const { session } = socket.data
    const secret = String(socket.handshake.auth['token'])
    if (!(await subscribe(socket, session, secret, { rooms, people, changes: fanOut.changes }))) {
      socket.disconnect(true)
      return
    }
    const sendHeads = async () => {
      socket.emit('heads', await rooms.headsOf(session.person.id))
    }
    const beat = setInterval(() => {
      sendHeads().catch((error: unknown) => log.error({ err: error }, 'heads failed'))
    }, HEADS_INTERVAL_MS)
    socket.on('disconnect', () => clearInterval(beat))
    if (socket.disconnected) clearInterval(beat)
    await sendHeads()
  }

  io.on('connection', (socket) => {
    const { session } = socket.data
    metrics.connected()
    socket.on('disconnect', (reason) => {
      metrics.disconnected()
      // A client that says that it goes could stay below, where no revocation would find it.
      if (reason === 'client namespace disconnect') guards.end(socket.conn)
    })
    const queue = createSendQueue(socket.conn, session.person.id, turns)
    const context = { rooms, people, attention, limits, socket, session, queue }
    const takeReceived = () => guards.takeReceived(socket.conn)
    const options = { limits, takeReceived, stopping: whileStopping, log }
    socket.onAny((name: unknown, ...parts: unknown[]) => void dispatch(context, options, name, parts))
    serve(socket).catch((error: unknown) => {
      log.error({ err: error }, 'a connection failed')
      socket.disconnect(true)
    })
  })

  return {
    fanOut,
    /** From now on commands and handshakes are told to come back later. */
    stopTaking(): void {
      closing = true
    },
    /** Ends every connection as if the line was cut: that is what clients come back after. */
    async close(): Promise<void> {
      await io.close()
    },
  }
}
