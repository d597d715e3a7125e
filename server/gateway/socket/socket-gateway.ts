import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { HEADS_INTERVAL_MS, PING_INTERVAL_MS, PING_TIMEOUT_MS } from '../../../protocol/limits.ts'
import { fail } from '../../../protocol/result.ts'
import type { AttentionService } from '../../attention/attention-service.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { RoomService } from '../../room/room-service.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { mayAsk } from '../origin.ts'
import { dispatch } from './dispatch.ts'
import { createFanOut } from './fan-out.ts'
import { checkHandshake } from './handshake.ts'
import { createRateLimit } from './rate-limit.ts'
import { limitSendQueue } from './send-queue.ts'
import { RefusedHandshake, type ClientServer, type ClientSocket } from './session.ts'
import { subscribe } from './subscribe.ts'

export interface SocketGatewayOptions {
  http: HttpServer
  rooms: RoomService
  people: PeopleService
  attention: AttentionService
  ratePerSecond: number
  metrics: Metrics
  log: Log
}

/** Above COMMAND_MAX_BYTES, so that a command that is too large can be told so. A larger frame ends its connection. */
const FRAME_MAX_BYTES = 256 * 1024

const stopping = fail('unavailable', 'the server is stopping: try again later')

export type SocketGateway = ReturnType<typeof createSocketGateway>

/** The door for devices: Socket.IO on the HTTP server's port. */
export function createSocketGateway(options: SocketGatewayOptions) {
  const { rooms, people, attention, metrics, log } = options
  const io: ClientServer = new Server(options.http, {
    transports: ['websocket'],
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    perMessageDeflate: false,
    allowEIO3: false,
    serveClient: false,
    allowRequest: (request, allow) => {
      const allowed = mayAsk(request.headers.origin)
      allow(allowed ? null : 'web pages cannot connect: use the extension', allowed)
    },
  })
  const fanOut = createFanOut(io, { rooms, attention, log })
  const allow = createRateLimit(options.ratePerSecond)

  let closing = false
  io.use((socket, next) => {
    if (closing) return next(new RefusedHandshake(stopping.error))
    checkHandshake(socket.handshake.auth, (token) => people.authenticate(token)).then(
      (checked) => {
        if (!checked.ok) return next(new RefusedHandshake(checked.error))
        const { id, device, person } = checked.value
        socket.data.session = { token: id, device, person }
        next()
      },
      (error: unknown) => {
        log.error({ err: error }, 'a handshake failed')
        next(
          new RefusedHandshake({
            code: 'unavailable',
            message: 'the server could not do this: try again later',
          }),
        )
      },
    )
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
    socket.on('disconnect', () => metrics.disconnected())
    const queue = limitSendQueue(socket, () => log.warn({ device: session.device }, 'cut: it does not read'))
    const context = { rooms, people, attention, socket, session, queue }
    socket.onAny(
      (name: string, ...parts: unknown[]) =>
        void dispatch(context, { allow, log, stopping: () => (closing ? stopping : undefined) }, name, parts),
    )
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
