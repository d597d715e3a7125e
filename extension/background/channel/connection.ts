import type { Failure } from '../../../protocol/result.ts'
import type { Clock } from './clock.ts'
import { retryDelay } from './retry-delay.ts'
import type { OpenTransport, Transport, TransportEvent } from './transport.ts'

/** What the person is told. `since` is this machine's clock in ms. */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'connected' }
  | { state: 'offline'; since: number; why: 'no-network' | 'no-answer' }
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
  changed: (state: ConnectionState) => void
  event: (event: Exclude<TransportEvent, { type: 'refused' }>) => void
  /** Before each attempt: what keeps the background alive for it. */
  attempting: () => void
}

export interface Connection {
  state(): ConnectionState
  /**
   * Try now instead of at the next turn; no effect while connected. Where a refusal has ended it, only a person's wish
   * begins it again (`asked`).
   */
  nudge(asked?: boolean): void
  send: Transport['send']
  close(): void
}

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
    if (event.type === 'lost') lost()
    deps.event(event)
  }

  tryNow()
  return {
    state: () => state,
    nudge: (asked = false) => {
      const ended = state.state === 'signed-out' || state.state === 'outdated'
      if (state.state !== 'connected' && (asked || !ended)) tryNow()
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
