import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import type { ClientAddress } from '../client-address.ts'
import { createRateLimit } from '../rate-limit.ts'

/** Requests of one connection that may be under way at a time. Browsers and proxies have one; more is pipelining. */
const IN_FLIGHT_MAX = 4

/** Requests of an address: twice as many at once as it may have under way, and half as many a second. */
const AT_ONCE = 2
const PER_SECOND = 0.5

/** Requests that may be under way in all: what is left of the connections is for devices. */
const ALL_IN_FLIGHT_MAX = 1_000

/** After that many requests a connection is closed; whoever has more opens another one, which is counted again. */
const REQUESTS_MAX = 1_000

/**
 * A connection on which nothing moves is ended. The kernel reports what a slow reader took in steps of a third of its
 * buffer: on loopback 1.5 MB, which takes 25 s at 64 KB/s. 10 s would cut downloads that move.
 */
const SILENCE_MS = 30_000

/** An answer takes at most this long, however steadily it is read: 1 MB at 2 KB/s. */
const ANSWER_MAX_MS = 10 * 60_000

/** A connection without a request is closed after this time. */
const KEEP_ALIVE_MS = 5_000

/** The first line and the headers are complete within this time from the first byte, or from the connection's start. */
const HEADERS_TIMEOUT_MS = 10_000

/** A request, its body included, is complete within this time. */
const REQUEST_TIMEOUT_MS = 30_000

/** Node looks this often for requests that have taken too long. */
const TIMEOUT_CHECK_MS = 2_000

/** First line and headers. Browsers send up to about 2 KiB, a proxy adds to that; cookies of other programs may be there. */
const HEADERS_MAX_BYTES = 16 * 1024

/** Whoever sent a broken request has this long to read why, then the connection is gone. */
const LAST_ANSWER_MS = 1_000

interface UnderWay {
  answers: Set<ServerResponse>
  /** Ends the connection when answers have been under way for too long. */
  timer: NodeJS.Timeout
}

/** Of each connection that has a request under way. A WebSocket has none. */
const underWay = new WeakMap<object, UnderWay>()

/** An HTTP server whose connections are limited in time and size. Fastify's own would have no such limits, or longer ones. */
export function createLimitedServer(handler: RequestListener, requestTimeoutMs = REQUEST_TIMEOUT_MS): Server {
  const server = createServer(
    {
      maxHeaderSize: HEADERS_MAX_BYTES,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: Math.min(TIMEOUT_CHECK_MS, requestTimeoutMs),
    },
    handler,
  )
  // A WebSocket turns this off for its connection.
  server.timeout = SILENCE_MS
  server.maxRequestsPerSocket = REQUESTS_MAX
  // No limit but that of bytes: Node drops the headers beyond it, the proxy's X-Forwarded-For at their end with them.
  server.maxHeadersCount = 0
  return server
}

export interface RequestLimits {
  clientAddress: ClientAddress
  /** Requests of one address that may be under way, whichever connections of a proxy they come on; 0: no limit. */
  perAddress: number
  /** The answer to a request that is one too many. */
  refusal: string
}

/**
 * Limits what is under way on a connection and of an address, over every listener that is there. To be called when all are:
 * Socket.IO puts itself before those that it finds.
 */
export function limitRequests(server: Server, { clientAddress, perAddress, refusal }: RequestLimits): void {
  const enter = countRequests(perAddress)
  // Answers that were waiting for their turn are never closed by themselves.
  server.on('connection', (socket: Socket) => socket.once('close', () => forget(socket)))
  const listeners = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (!begin(request.socket, response)) return
    response.once('close', () => finish(request.socket, response))
    if (!enter(clientAddress(request), response)) {
      const headers = { 'content-type': 'application/json; charset=utf-8', connection: 'close' }
      response.writeHead(429, headers).end(refusal)
      return
    }
    for (const listener of listeners) listener.call(server, request, response)
  })
  // Its answers would go into a WebSocket, which has other limits.
  server.prependListener('upgrade', (request: IncomingMessage) => {
    if (underWay.has(request.socket)) request.socket.destroy()
  })
}

/** Counts requests by address. False: the address, or everybody together, has too many. */
function countRequests(perAddress: number): (address: string, response: ServerResponse) => boolean {
  if (perAddress === 0) return () => true
  const rate = createRateLimit({ perSecond: perAddress * PER_SECOND, atOnce: perAddress * AT_ONCE })
  const underWayOf = new Map<string, number>()
  let all = 0

  const count = (address: string, change: number): void => {
    const number = (underWayOf.get(address) ?? 0) + change
    if (number === 0) underWayOf.delete(address)
    else underWayOf.set(address, number)
    all += change
  }

  return (address, response) => {
    if (all >= ALL_IN_FLIGHT_MAX || (underWayOf.get(address) ?? 0) >= perAddress) return false
    if (!rate.take(address, 1)) return false
    count(address, 1)
    response.once('close', () => count(address, -1))
    return true
  }
}

/** Ends a connection with an answer that Node did not write. One that has begun another answer is cut: the two would mix. */
export function endConnection(socket: Socket, answer: string): void {
  const answers = [...(underWay.get(socket)?.answers ?? [])]
  if (!socket.writable || answers.some(({ headersSent }) => headersSent)) {
    socket.destroy()
    return
  }
  const cut = setTimeout(() => socket.destroy(), LAST_ANSWER_MS)
  socket.once('close', () => clearTimeout(cut))
  socket.end(answer)
}

/** False: it is one too many, and its connection is gone. */
function begin(socket: Socket, answer: ServerResponse): boolean {
  // Node has read ahead: what it found behind the request that was too many still comes.
  if (socket.destroyed) return false
  const known = underWay.get(socket)
  if (known === undefined) {
    const timer = setTimeout(() => socket.destroy(), ANSWER_MAX_MS)
    underWay.set(socket, { answers: new Set([answer]), timer })
    return true
  }
  known.answers.add(answer)
  if (known.answers.size <= IN_FLIGHT_MAX) return true
  socket.destroy()
  return false
}

function finish(socket: Socket, answer: ServerResponse): void {
  const known = underWay.get(socket)
  known?.answers.delete(answer)
  if (known?.answers.size === 0) forget(socket)
}

function forget(socket: Socket): void {
  clearTimeout(underWay.get(socket)?.timer)
  underWay.delete(socket)
}
