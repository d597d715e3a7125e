import type { Socket as TcpSocket } from 'node:net'
import type { WebSocket } from 'ws'
import type { EngineConnection } from './session.ts'
import type { WirePacket } from './wire-phase.ts'

/** What happens on a connection, below Socket.IO. */
export interface ConnectionEvents {
  onBytes(count: number): void
  onPacket(packet: WirePacket): void
  /** A ping or pong of the WebSocket itself. */
  onControlFrame(): void
  /** So many bytes wait until the client reads them: in Engine.IO's queue and in the TCP socket's. */
  onUnread(bytes: number): void
  onClose(): void
}

/** Reports from the first byte until the connection closes. */
export function watchConnection(conn: EngineConnection, events: ConnectionEvents): void {
  const tcp: TcpSocket = conn.request.socket
  let queued = 0
  const reportUnread = (): void => events.onUnread(queued + tcp.writableLength)
  const onData = (chunk: Buffer): void => {
    events.onBytes(chunk.length)
    reportUnread()
  }
  tcp.on('data', onData)
  conn.on('packet', (packet: WirePacket) => events.onPacket(packet))
  webSocketOf(conn)
    .on('ping', () => events.onControlFrame())
    .on('pong', () => events.onControlFrame())
  conn.on('flush', () => (queued = 0))
  conn.on('packetCreate', ({ data }: WirePacket) => {
    queued += typeof data === 'string' ? data.length : 0
    reportUnread()
  })
  conn.once('close', () => {
    tcp.off('data', onData)
    events.onClose()
  })
}

/** Engine.IO leaves the WebSocket at the request that opened it. */
function webSocketOf(conn: EngineConnection): WebSocket {
  const { websocket } = conn.request as typeof conn.request & { websocket?: WebSocket }
  if (websocket === undefined) throw new Error('a connection without a WebSocket')
  return websocket
}
