import type { Socket as TcpSocket } from 'node:net'
import type { WebSocket } from 'ws'
import { createAllowance, withBursts, type Allowance } from '../rate-limit.ts'
import type { ClientSocket } from './session.ts'
import { wireStep, type Violation, type WirePacket, type WirePhase } from './wire-phase.ts'

/** An Engine.IO connection: what is below a socket of Socket.IO. */
export type EngineConnection = ClientSocket['conn']

/** What may wait for a device that does not read, in bytes: in Engine.IO's queue and in the TCP socket's. */
const QUEUE_MAX = 1024 * 1024
/** The same for a connection that nobody has signed in on: it is sent a greeting and one answer. */
const STRANGER_QUEUE_MAX = 16 * 1024
/** What such a connection may send, in bytes: one CONNECT with a token has about 100. */
const STRANGER_MAX_BYTES = 8 * 1024
/** How long it may take to sign in, in ms. */
const SIGN_IN_MS = 10_000

/**
 * Frames beyond the limit of commands are answered with an error; beyond this many times the limit the connection ends.
 * What comes in one piece of TCP is taken without a break: 400 frames are 6 ms in which others wait.
 */
const CUT_AT = 2
/** Bytes that a connection and a person may send, for each frame that they may send: 256 KB a second, and 1 MB at once. */
const BYTES_PER_FRAME = 2_560

export type CutReason =
  | 'does not read'
  | 'does not sign in'
  | 'too many frames'
  | 'too many bytes'
  | 'too many connections'
  | Violation

export interface GuardOptions {
  /** Commands a second of a device; 0: no limit. */
  ratePerSecond: number
  signInMs?: number | undefined
  now(): number
  onCut(reason: CutReason): void
}

/** What may be sent before it is read: on one connection, or by a person on all of theirs together. */
export interface SendAllowance {
  frames: Allowance
  bytes: Allowance
}

export interface ConnectionGuard {
  /** A device of a person has signed in on the connection: their limits hold from now on. */
  signedIn(person: SendAllowance): void
  /** The device is gone from the connection: it ends, whether the client agrees or not. */
  end(): void
  /** The bytes that came since this was last asked. */
  takeReceived(): number
  cut(reason: CutReason): void
}

type Wire =
  | { phase: Exclude<WirePhase, 'connected'>; deadline: ReturnType<typeof setTimeout>; received: number }
  | { phase: 'connected'; person: SendAllowance }
  | { phase: 'cut' }

/**
 * Watches one connection from its first byte: what comes, how much and how fast, and how much waits to be read. Beyond a
 * limit it ends at once, and not by `close`, which waits for a client that does not read to agree.
 */
export function guardConnection(conn: EngineConnection, options: GuardOptions): ConnectionGuard {
  const { ratePerSecond, signInMs = SIGN_IN_MS, now } = options
  const tcp: TcpSocket = conn.request.socket
  const allowance = createSendAllowance(ratePerSecond, now)
  let received = 0
  let queued = 0
  let wire: Wire = {
    phase: 'opened',
    deadline: setTimeout(() => cut('does not sign in'), signInMs),
    received: 0,
  }

  function end(): void {
    if (wire.phase === 'opened' || wire.phase === 'connecting') clearTimeout(wire.deadline)
    wire = { phase: 'cut' }
    // Discarded, so that what has come already is not taken any more either.
    conn.close(true)
    tcp.destroy()
  }

  function cut(reason: CutReason): void {
    if (wire.phase === 'cut') return
    options.onCut(reason)
    end()
  }

  /** Of the connection, and of its person. */
  const takes = (kind: 'frames' | 'bytes', amount: number): boolean => {
    return allowance[kind].take(amount) && (wire.phase !== 'connected' || wire.person[kind].take(amount))
  }

  const checkQueue = (): void => {
    const most = wire.phase === 'connected' ? QUEUE_MAX : STRANGER_QUEUE_MAX
    if (queued + tcp.writableLength > most) cut('does not read')
  }

  const onControlFrame = (): void => {
    if (!takes('frames', 1)) cut('too many frames')
  }

  const onData = (chunk: Buffer): void => {
    received += chunk.length
    if (!takes('bytes', chunk.length)) return cut('too many bytes')
    if (wire.phase === 'opened' || wire.phase === 'connecting') {
      wire.received += chunk.length
      if (wire.received > STRANGER_MAX_BYTES) return cut('too many bytes')
    }
    checkQueue()
  }

  const onPacket = (packet: WirePacket): void => {
    if (wire.phase === 'cut') return
    if (!takes('frames', 1)) return cut('too many frames')
    const next = wireStep(wire.phase, packet)
    if (typeof next === 'object') return cut(next.violation)
    if (next === 'connecting' && wire.phase === 'opened') wire = { ...wire, phase: 'connecting' }
  }

  tcp.on('data', onData)
  conn.on('packet', onPacket)
  webSocketOf(conn).on('ping', onControlFrame).on('pong', onControlFrame)
  conn.on('flush', () => (queued = 0))
  conn.on('packetCreate', ({ data }: WirePacket) => {
    queued += typeof data === 'string' ? data.length : 0
    checkQueue()
  })
  conn.once('close', () => {
    if (wire.phase === 'opened' || wire.phase === 'connecting') clearTimeout(wire.deadline)
    tcp.off('data', onData)
  })

  return {
    signedIn(person) {
      if (wire.phase === 'cut' || wire.phase === 'connected') return
      clearTimeout(wire.deadline)
      wire = { phase: 'connected', person }
    },
    end() {
      if (wire.phase !== 'cut') end()
    },
    takeReceived() {
      const since = received
      received = 0
      return since
    },
    cut,
  }
}

/** What one connection may send before it is read. */
const createSendAllowance = (ratePerSecond: number, now: () => number): SendAllowance => ({
  frames: createAllowance(withBursts(ratePerSecond * CUT_AT), now),
  bytes: createAllowance(withBursts(ratePerSecond * CUT_AT * BYTES_PER_FRAME), now),
})

/** A person has twice the frames of a connection, as of commands, and no more bytes: parsing them is what costs. */
export const createPersonAllowance = (ratePerSecond: number, now: () => number): SendAllowance => ({
  frames: createSendAllowance(ratePerSecond * 2, now).frames,
  bytes: createSendAllowance(ratePerSecond, now).bytes,
})

/** Engine.IO leaves the WebSocket at the request that opened it. */
function webSocketOf(conn: EngineConnection): WebSocket {
  const { websocket } = conn.request as typeof conn.request & { websocket?: WebSocket }
  if (websocket === undefined) throw new Error('a connection without a WebSocket')
  return websocket
}
