import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import { PING_INTERVAL_MS, PING_TIMEOUT_MS } from '../../../protocol/limits.ts'
import { mayAsk } from '../origin.ts'
import { BoundedWebSocketServer } from './bounded-web-socket-server.ts'
import type { ClientServer } from './session.ts'

/** Above COMMAND_MAX_BYTES, so that a command that is too large can be told so. A larger frame ends its connection. */
const FRAME_MAX_BYTES = 256 * 1024

const PATH = '/socket.io'

/** Socket.IO on the HTTP server's port, with what it offers beyond our wire switched off. */
export function openSocketServer(
  http: HttpServer,
  mayUpgrade: (request: IncomingMessage) => boolean,
): ClientServer {
  const io: ClientServer = new Server(http, {
    path: PATH,
    transports: ['websocket'],
    wsEngine: BoundedWebSocketServer,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    perMessageDeflate: false,
    allowEIO3: false,
    serveClient: false,
    destroyUpgrade: false,
    allowRequest: (request, allow) => {
      if (!mayAsk(request.headers.origin)) return allow('web pages cannot connect: use the extension', false)
      if (mayUpgrade(request)) return allow(null, true)
      allow('too many connections from this address: try again in a few seconds', false)
    },
  })
  // A session's id in the address would put a second line under a connection, which nobody watches.
  io.engine.use((request: IncomingMessage, _response: unknown, next: (error?: Error) => void) =>
    /[?&]sid=/.test(request.url ?? '') ? next(new Error('a connection cannot change its line')) : next(),
  )
  // Engine.IO leaves these half open for as long as the client likes, and then the server cannot stop. It takes only
  // addresses that begin with the path and a slash.
  http.on('upgrade', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    if (!url.startsWith(`${PATH}/`)) socket.destroy()
  })
  return io
}
