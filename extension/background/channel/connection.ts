import type { LocalTime } from '../../../protocol/entry.ts'
import type { Clock } from '../clock.ts'
import {
  linkStep,
  startLink,
  type Attempt,
  type ConnectionState,
  type LinkEvent,
} from './connection-state.ts'
import type { OpenTransport, Transport, TransportEvent } from './transport.ts'

export interface ConnectionDeps {
  openTransport: OpenTransport
  address: { server: string; token: string }
  clock: Clock
  /** What the browser says; it is right only when it says no. */
  hasNetwork: () => boolean
  /** From before a restart of the background: an outage goes on being the same one. */
  offlineSince: LocalTime | undefined
  /** From before a restart, too. */
  pausedUntil: LocalTime | undefined
  changed: (state: ConnectionState) => void
  event: (event: Exclude<TransportEvent, { type: 'refused' | 'flooded' }>) => void
  /** Before each attempt: what keeps the background alive for it. */
  attempting: () => void
}

export interface Connection {
  state(): ConnectionState
  /**
   * Makes an attempt now instead of at the next turn; no effect while connected. After a final refusal, or while a server that sent
   * too much is left alone, only the person can do so (`asked`).
   */
  nudge(asked?: boolean): void
  send: Transport['send']
  close(): void
}

/** Carries out what the pure `linkStep` decides: one transport, one timer. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { clock, hasNetwork } = deps
  const transport = deps.openTransport(deps.address, onEvent)
  let link = startLink(deps.offlineSince, hasNetwork())
  let cancelRetry = (): void => undefined
  let closed = false

  function step(event: LinkEvent): void {
    const at = { now: clock.now(), random: clock.random(), hasNetwork: hasNetwork() }
    const next = linkStep(link, event, at)
    const isChanged = next.link.state !== link.state
    link = next.link
    if (isChanged) deps.changed(link.state)
    plan(next.attempt)
  }

  function plan(attempt: Attempt): void {
    if (attempt.when === 'as planned') return
    cancelRetry()
    if (attempt.when === 'now') tryNow()
    else cancelRetry = clock.after(attempt.ms, tryNow)
  }

  function tryNow(): void {
    if (closed) return
    deps.attempting()
    transport.open()
  }

  function onEvent(event: TransportEvent): void {
    if (closed) return
    switch (event.type) {
      case 'refused':
        return step({ type: 'refused', code: event.failure.code })
      case 'flooded':
        step(event)
        return deps.event({ type: 'lost' })
      case 'connected':
      case 'lost':
        step(event)
        return deps.event(event)
      case 'ping':
      case 'push':
        return deps.event(event)
    }
  }

  step({ type: 'started', pausedUntil: deps.pausedUntil })
  return {
    state: () => link.state,
    nudge: (asked = false) => {
      if (!closed) step({ type: 'nudged', asked })
    },
    send: (name, input) => transport.send(name, input),
    close: () => {
      closed = true
      cancelRetry()
      transport.close()
    },
  }
}
