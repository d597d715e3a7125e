import type { Socket as TcpSocket } from 'node:net'
import type { WebSocket } from 'ws'
import type { EngineConnection } from './session.ts'
import type { WirePacket } from './wire-phase.ts'

/**
 * What comes is read in pieces of so many bytes, since a connection can be ended between two pieces only: a piece of TCP has up to
 * 64 KiB, or 3,000 frames.
 */
const PIECE_BYTES = 4 * 1024

/** What happens on a connection, below Socket.IO. */
export interface ConnectionEvents {
  /** Before they are read. */
  onBytes(count: number): void
  onPacket(packet: WirePacket): void
  /** A ping or pong of the WebSocket itself. */
  onControlFrame(): void
  /** So many bytes wait until the client reads them: in Engine.IO's queue and in the TCP socket's. */
  onUnread(bytes: number): void
  /** It takes no packet any more. Bytes may still come, until the client agrees or the TCP socket is destroyed. */
  onClose(): void
}

/** Reports from the first byte until the TCP socket closes. */
export function watchConnection(conn: EngineConnection, events: ConnectionEvents): void {
  const tcp: TcpSocket = conn.request.socket
  let queued = 0
  const reportUnread = (): void => events.onUnread(queued + tcp.writableLength)
  readInPieces(tcp, (count) => {
    events.onBytes(count)
    reportUnread()
  })
  conn.on('packet', (packet: WirePacket) => events.onPacket(packet))
  webSocketOf(conn)
    .on('ping', () => events.onControlFrame())
    .on('pong', () => events.onControlFrame())
  conn.on('flush', () => (queued = 0))
  conn.on('packetCreate', ({ data }: WirePacket) => {
    queued += typeof data === 'string' ? data.length : 0
    reportUnread()
  })
  conn.once('close', () => events.onClose())
}

/** Hands what comes to whoever has read it so far, piece by piece, for as long as nobody destroys the socket. */
function readInPieces(tcp: TcpSocket, beforePiece: (bytes: number) => void): void {
  const readers = tcp.listeners('data') as ((chunk: Buffer) => void)[]
  const read = (piece: Buffer): void => {
    if (!tcp.destroyed) beforePiece(piece.length)
    if (!tcp.destroyed) for (const reader of readers) reader.call(tcp, piece)
  }
  tcp.on('data', (chunk: Buffer) => {
    // As nearly all are: no object is made for it.
    if (chunk.length <= PIECE_BYTES) return read(chunk)
    for (let start = 0; start < chunk.length; start += PIECE_BYTES)
      read(chunk.subarray(start, start + PIECE_BYTES))
  })
  for (const reader of readers) tcp.off('data', reader)
}

/** Engine.IO leaves the WebSocket at the request that opened it. */
function webSocketOf(conn: EngineConnection): WebSocket {
  const { websocket } = conn.request as typeof conn.request & { websocket?: WebSocket }
  if (websocket === undefined) throw new Error('a connection without a WebSocket')
  return websocket
}
