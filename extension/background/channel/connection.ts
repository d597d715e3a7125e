import type { Failure } from '../../../protocol/result.ts'
import type { Clock } from '../clock.ts'
import { retryDelay } from '../retry-loop.ts'
import type { OpenTransport, Transport, TransportEvent } from './transport.ts'

/** What the person is told. `since` is this machine's clock in ms. */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'connected' }
  | { state: 'offline'; since: number; why: 'no-network' | 'no-answer' }
  /** The server sent more than is taken. Nothing is tried before `until` but by the person. */
  | { state: 'offline'; since: number; why: 'too-much'; until: number }
  | { state: 'signed-out' }
  | { state: 'outdated' }

export interface ConnectionDeps {
  openTransport: OpenTransport
  address: { server: string; token: string }
  clock: Clock
  /** What the browser says; it is right only when it says no. */
  hasNetwork: () => boolean
  /** From before a restart of the background: an outage goes on being the same one. */
  offlineSince: number | undefined
  /** From before a restart, too. */
  pausedUntil: number | undefined
  changed: (state: ConnectionState) => void
  event: (event: Exclude<TransportEvent, { type: 'refused' | 'flooded' }>) => void
  /** Before each attempt: what keeps the background alive for it. */
  attempting: () => void
}

export interface Connection {
  state(): ConnectionState
  /**
   * Try now instead of at the next turn; no effect while connected. Where a refusal has ended it, or a server that sent too
   * much is left alone, only a person's wish begins it again (`asked`).
   */
  nudge(asked?: boolean): void
  send: Transport['send']
  close(): void
}

/** A server that sends too much is left alone this long; twice as long after each further time, up to the longest. */
const PAUSE_MS = 30_000
const PAUSE_LONGEST_MS = 10 * 60_000

/**
 * Keeps one connection open for as long as the refusals can heal (SPEC 1.3): it retries for ever but after
 * `unauthorized` and `protocol`, after which only the person or a new background tries.
 */
export function createConnection(deps: ConnectionDeps): Connection {
  const { clock } = deps
  const transport = deps.openTransport(deps.address, onEvent)
  let state: ConnectionState = restored(deps)
  let attempt = 0
  let droppedAt: number | undefined = deps.offlineSince
  let cancelRetry = (): void => undefined
  let closed = false
  let floods = 0
  let floodedAt = -Infinity

  function set(next: ConnectionState): void {
    state = next
    deps.changed(next)
  }

  function tryNow(): void {
    cancelRetry()
    if (closed) return
    deps.attempting()
    transport.open()
  }

  function tryLater(): void {
    cancelRetry()
    cancelRetry = clock.after(retryDelay(attempt, clock.random()), tryNow)
    attempt += 1
  }

  function lost(): void {
    const wasConnected = state.state === 'connected'
    droppedAt ??= clock.now()
    const why = deps.hasNetwork() ? 'no-answer' : 'no-network'
    // One lost connection is no outage yet: most are back with the next attempt.
    set(wasConnected ? { state: 'connecting' } : { state: 'offline', since: droppedAt, why })
    tryLater()
  }

  function flooded(): void {
    const now = clock.now()
    // One that was quiet for long begins again.
    if (Math.abs(now - floodedAt) > 2 * PAUSE_LONGEST_MS) floods = 0
    floodedAt = now
    droppedAt ??= now
    pause(now + Math.min(PAUSE_MS * 2 ** Math.min(floods, 10), PAUSE_LONGEST_MS))
    floods += 1
  }

  function pause(until: number): void {
    cancelRetry()
    const left = Math.min(Math.max(0, until - clock.now()), PAUSE_LONGEST_MS)
    cancelRetry = clock.after(left, tryNow)
    set({ state: 'offline', since: droppedAt ?? clock.now(), why: 'too-much', until })
  }

  const isPaused = (): boolean =>
    state.state === 'offline' && state.why === 'too-much' && state.until > clock.now()

  function refused(failure: Failure): void {
    if (failure.code === 'unauthorized') set({ state: 'signed-out' })
    else if (failure.code === 'protocol') set({ state: 'outdated' })
    else lost()
  }

  function onEvent(event: TransportEvent): void {
    if (closed) return
    if (event.type === 'refused') return refused(event.failure)
    if (event.type === 'connected') {
      attempt = 0
      droppedAt = undefined
      set({ state: 'connected' })
    }
    if (event.type === 'flooded') {
      flooded()
      return deps.event({ type: 'lost' })
    }
    if (event.type === 'lost') lost()
    deps.event(event)
  }

  const { pausedUntil } = deps
  if (pausedUntil !== undefined && pausedUntil > clock.now()) pause(pausedUntil)
  else tryNow()
  return {
    state: () => state,
    nudge: (asked = false) => {
      const ended = state.state === 'signed-out' || state.state === 'outdated'
      if (state.state !== 'connected' && (asked || !(ended || isPaused()))) tryNow()
    },
    send: (name, input) => transport.send(name, input),
    close: () => {
      closed = true
      cancelRetry()
      transport.close()
    },
  }
}

function restored({ offlineSince, hasNetwork }: ConnectionDeps): ConnectionState {
  if (offlineSince === undefined) return { state: 'connecting' }
  return { state: 'offline', since: offlineSince, why: hasNetwork() ? 'no-answer' : 'no-network' }
}
