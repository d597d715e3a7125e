import type { Server as HttpServer } from 'node:http'
import { fail } from '../../../protocol/result.ts'
import type { SettingsService } from '../../settings/settings-service.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { ClientAddress } from '../client-address.ts'
import type { ConnectionLimits } from '../connections/limit-connections.ts'
import { createPauses } from '../connections/pauses.ts'
import type { WarnSparsely } from '../connections/sparse-log.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { steadyClock } from '../rate-limit.ts'
import { createAdmission } from './admission.ts'
import { createCommandLimits } from './command-limits.ts'
import { dispatch } from './dispatch.ts'
import { createFairTurns } from './fair-turns.ts'
import { createFanOut } from './fan-out.ts'
import { guardConnections } from './guard-connections.ts'
import { openSocketServer } from './open-socket-server.ts'
import { createSendQueue } from './send-queue.ts'
import { serveDevice } from './serve-device.ts'

export interface SocketGatewayOptions {
  http: HttpServer
  rooms: RoomService
  people: PeopleService
  settings: SettingsService
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
  const { rooms, people, settings, connections, clientAddress, metrics, log } = options
  const io = openSocketServer(options.http, (request) => connections.mayUpgrade(request))
  const fanOut = createFanOut(io, { rooms, settings, log })
  const limits = createCommandLimits(options.ratePerSecond, options.connectionsPerAddress)
  const pauses = createPauses(steadyClock)
  const guards = guardConnections(io, { ...options, signInMs: options.signInMs, pauses })
  const turns = createFairTurns()
  let closing = false
  const whileStopping = () => (closing ? stopping : undefined)

  io.use(createAdmission({ people, pauses, guards, clientAddress, stopping: whileStopping, log }))

  io.on('connection', (socket) => {
    const { session } = socket.data
    const { principal } = session
    metrics.connected()
    socket.on('disconnect', (reason) => {
      metrics.disconnected()
      // A client that says that it goes could stay below, where no revocation would find it.
      if (reason === 'client namespace disconnect') guards.end(socket.conn)
    })
    const queue = createSendQueue(socket.conn, principal.person.id, turns)
    const context = { rooms, people, settings, limits, socket, principal, queue }
    const takeReceived = () => guards.takeReceived(socket.conn)
    const dispatching = { session, limits, takeReceived, stopping: whileStopping, log }
    socket.onAny((name: unknown, ...parts: unknown[]) => void dispatch(context, dispatching, name, parts))
    serveDevice(socket, { rooms, people, changes: fanOut.changes, log }).catch((error: unknown) => {
      log.error({ err: error }, 'a connection failed')
      socket.disconnect(true)
    })
  })

  return {
    fanOut,
    /** From now on commands and handshakes are answered `unavailable`. */
    stopTaking(): void {
      closing = true
    },
    /** Ends every connection as if the line was cut: that is what clients come back after. */
    async close(): Promise<void> {
      await io.close()
    },
  }
}
