import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import { PING_INTERVAL_MS, PING_TIMEOUT_MS } from '../../../protocol/limits.ts'
import { mayAsk } from '../origin.ts'
import { BoundedWebSocketServer } from './bounded-web-socket-server.ts'
import type { ClientServer } from './session.ts'

/**
 * Above COMMAND_MAX_BYTES, so that a command that is a little too large gets an answer that says so. A larger frame ends its connection:
 * it would be parsed first, and 256 KiB of small objects take 60 ms.
 */
const FRAME_MAX_BYTES = 80 * 1024

const PATH = '/socket.io'

/** The query as Engine.IO read it. */
type EngineRequest = IncomingMessage & { _query?: Record<string, unknown> }

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
  // A session's id in the address would put a second line under a connection, which nobody watches. Engine.IO has read the
  // address before: what it takes for the id counts, however it is written.
  io.engine.use((request: EngineRequest, _response: unknown, next: (error?: Error) => void) =>
    request._query?.['sid'] === undefined ? next() : next(new Error('a connection cannot change its line')),
  )
  // Engine.IO leaves these half open for as long as the client likes, and then the server cannot stop. It takes only
  // addresses that begin with the path and a slash.
  http.on('upgrade', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    if (!url.startsWith(`${PATH}/`)) socket.destroy()
  })
  return io
}
