import { createAllowance, withBursts, type Allowance } from '../rate-limit.ts'
import type { EngineConnection } from './session.ts'
import { watchConnection } from './watch-connection.ts'
import { wireStep, type Violation } from './wire-phase.ts'

/** What may wait for a device that does not read, in bytes: in Engine.IO's queue and in the TCP socket's. */
const QUEUE_MAX = 1024 * 1024
/** The same for a connection that nobody has signed in on: it is sent a greeting and one answer. */
const STRANGER_QUEUE_MAX = 16 * 1024
/** What such a connection may send, in bytes: one CONNECT with a token has about 100. */
const STRANGER_MAX_BYTES = 8 * 1024
/** How long it may take to sign in, in ms. */
const SIGN_IN_MS = 10_000

/** What may still come, in bytes, after the server has said that the connection ends: nobody counts frames any more. */
const CLOSING_MAX_BYTES = 8 * 1024

/** Frames beyond the limit of commands are answered with an error; beyond this many times the limit the connection ends. */
const CUT_AT = 2
/** Bytes that a connection and a person may send, for each frame that they may send: 256 KB a second, and 1 MB at once. */
const BYTES_PER_FRAME = 2_560

export type CutReason =
  | 'does not read'
  | 'does not sign in'
  | 'does not end'
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
  | { phase: 'opened' | 'connecting'; received: number }
  | { phase: 'connected'; person: SendAllowance }
  /** Refused, or ended by the server. */
  | { phase: 'closing'; received: number }
  | { phase: 'cut' }

/**
 * Limits one connection from its first byte: what comes, how much and how fast, and how much waits to be read. Beyond a
 * limit it ends at once, and not by `close`, which waits for a client that does not read to agree.
 */
export function guardConnection(conn: EngineConnection, options: GuardOptions): ConnectionGuard {
  const { ratePerSecond, signInMs = SIGN_IN_MS, now } = options
  const allowance = createSendAllowance(ratePerSecond, now)
  let received = 0
  const deadline = setTimeout(() => cut('does not sign in'), signInMs)
  let wire: Wire = { phase: 'opened', received: 0 }

  function end(): void {
    clearTimeout(deadline)
    wire = { phase: 'cut' }
    // Discarded, so that what has come already is not taken any more either.
    conn.close(true)
    conn.request.socket.destroy()
  }

  function cut(reason: CutReason): void {
    if (wire.phase === 'cut') return
    options.onCut(reason)
    end()
  }

  /** Takes from the connection's allowance, and from its person's. */
  const takes = (kind: 'frames' | 'bytes', amount: number): boolean =>
    allowance[kind].take(amount) && (wire.phase !== 'connected' || wire.person[kind].take(amount))

  watchConnection(conn, {
    onBytes(count) {
      received += count
      if (!takes('bytes', count)) return cut('too many bytes')
      if (wire.phase === 'connected' || wire.phase === 'cut') return
      wire.received += count
      if (wire.phase === 'closing' && wire.received > CLOSING_MAX_BYTES) return cut('does not end')
      if (wire.received > STRANGER_MAX_BYTES) cut('too many bytes')
    },
    onPacket(packet) {
      if (wire.phase === 'closing' || wire.phase === 'cut') return
      if (!takes('frames', 1)) return cut('too many frames')
      const next = wireStep(wire.phase, packet)
      if (typeof next === 'object') return cut(next.violation)
      if (next === 'connecting' && wire.phase === 'opened') wire = { ...wire, phase: 'connecting' }
    },
    onControlFrame() {
      if (!takes('frames', 1)) cut('too many frames')
    },
    onUnread(bytes) {
      if (bytes > (wire.phase === 'connected' ? QUEUE_MAX : STRANGER_QUEUE_MAX)) cut('does not read')
    },
    onClose() {
      clearTimeout(deadline)
      if (wire.phase !== 'cut') wire = { phase: 'closing', received: 0 }
    },
  })

  return {
    signedIn(person) {
      if (wire.phase !== 'opened' && wire.phase !== 'connecting') return
      clearTimeout(deadline)
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
