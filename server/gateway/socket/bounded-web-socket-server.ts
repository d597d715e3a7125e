import { WebSocketServer, type ServerOptions } from 'ws'

/**
 * Most frames that one message may come in, and most pieces of TCP that one frame may come in. Each costs some hundred bytes
 * beside its own: without a limit, a message of single bytes holds 18 bytes a byte. A frame of 256 KiB over a line with
 * segments of 536 bytes comes in 500.
 */
const bounds = {
  maxFragments: 64,
  maxBufferedChunks: 1_024,
  // Socket.IO has a heartbeat of its own, and answers that are not read would pile up.
  autoPong: false,
  /** How long a client may take to agree that the connection ends, in ms. */
  closeTimeout: 2_000,
}

/** The WebSocket server that Engine.IO is given: it builds one with the limit of a message's size and no other. */
export class BoundedWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, ...bounds })
  }
}
