/**
 * - `opened`: the WebSocket is open, and nothing has come.
 * - `connecting`: it has presented a token, which is being checked.
 * - `connected`: it is a device's connection.
 */
export type WirePhase = 'opened' | 'connecting' | 'connected'

/** An Engine.IO packet as far as it matters: see https://socket.io/docs/v4/engine-io-protocol. */
export interface WirePacket {
  type: string
  data?: unknown
}

/** What is wrong with a packet: the connection ends with it. */
export type Violation = 'out of order' | 'no command' | 'binary' | 'second connect' | 'namespace'

/** What a packet of Socket.IO begins with: https://socket.io/docs/v4/socket-io-protocol. */
const CONNECT = '0'
const DISCONNECT = '1'
/**
 * An event of the main namespace with its list. Its id, for an acknowledgement, is a safe integer: the library also takes
 * ids without a list, which nobody could answer, and longer ones, which it rounds.
 */
const EVENT = /^2\d{0,15}\[/

/**
 * Which packets a connection may send, and where: one CONNECT of the main namespace, then commands. The wire has no binary
 * attachments, no further namespaces, and no questions of the server that a client acknowledges; the library would take
 * all of them, and keep what they bring.
 */
export function wireStep(phase: WirePhase, packet: WirePacket): WirePhase | { violation: Violation } {
  // The heartbeat's answer, and a client that says that it goes.
  if (packet.type === 'pong' || packet.type === 'close') return phase
  if (packet.type !== 'message') return { violation: 'no command' }
  if (typeof packet.data !== 'string') return { violation: 'binary' }
  return table[phase](packet.data)
}

const table: Record<WirePhase, (data: string) => WirePhase | { violation: Violation }> = {
  opened(data) {
    if (!data.startsWith(CONNECT)) return { violation: 'out of order' }
    return data.charAt(1) === '/' ? { violation: 'namespace' } : 'connecting'
  },
  connecting: (data) => (data === DISCONNECT ? 'connecting' : { violation: 'out of order' }),
  connected(data) {
    if (data.startsWith(CONNECT)) return { violation: 'second connect' }
    if (data === DISCONNECT) return 'connected'
    if (data.charAt(1) === '/') return { violation: 'namespace' }
    return EVENT.test(data) ? 'connected' : { violation: 'no command' }
  },
}
