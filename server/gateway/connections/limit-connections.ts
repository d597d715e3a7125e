import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { BlockList, Socket as TcpSocket } from 'node:net'
import { addressKey, isTrustedProxy, type ClientAddress } from '../client-address.ts'
import type { WarnSparsely } from './sparse-log.ts'
import { createStrangers } from './strangers.ts'

/** Connections in all, signed in or not. Each holds about 40 KB, and a file of the process. */
const CONNECTIONS_MAX = 5_000
/** Connections in all that nobody has signed in on. */
const STRANGERS_MAX = 1_000

export interface ConnectionLimitOptions {
  /** Most open connections of one address that nobody has signed in on; 0: no limit. */
  perAddress: number
  trustedProxies: BlockList
  clientAddress: ClientAddress
  warn: WarnSparsely
}

export interface ConnectionLimits {
  /** Takes an upgrade that a proxy forwards into the count of its address. False: the address has too many. */
  mayUpgrade(request: IncomingMessage): boolean
  /** A device has signed in on the request's connection: it is no stranger any more. */
  signedIn(request: IncomingMessage): void
}

/**
 * Counts what is open on the server's port, from the accept on. A connection of a trusted proxy carries many people's requests:
 * there each WebSocket is counted, by the address that the proxy names.
 */
export function limitConnections(http: HttpServer, options: ConnectionLimitOptions): ConnectionLimits {
  const { perAddress, trustedProxies, clientAddress, warn } = options
  const total = perAddress === 0 ? 0 : STRANGERS_MAX
  const strangers = createStrangers({ perAddress, total }, () => performance.now())
  const leaving = new WeakMap<TcpSocket, () => void>()
  http.maxConnections = CONNECTIONS_MAX

  const enter = (tcp: TcpSocket, address: string): boolean => {
    const leave = strangers.enter(address, () => tcp.destroy())
    if (leave === undefined) {
      warn('refused: too many connections of this address that nobody has signed in on', { address })
      return false
    }
    leaving.set(tcp, leave)
    tcp.once('close', leave)
    return true
  }

  http.on('connection', (tcp: TcpSocket) => {
    if (isTrustedProxy(trustedProxies, tcp.remoteAddress)) return
    if (!enter(tcp, addressKey(tcp.remoteAddress))) tcp.destroy()
  })
  http.on('drop', () => warn('refused: too many connections', { limit: CONNECTIONS_MAX }))

  return {
    mayUpgrade: (request) => leaving.has(request.socket) || enter(request.socket, clientAddress(request)),
    signedIn: ({ socket }) => leaving.get(socket)?.(),
  }
}
