import { describe, expect, test } from 'vitest'
import type { ConnectionState } from '../../../../extension/background/channel/connection-state.ts'
import { createConnection } from '../../../../extension/background/channel/connection.ts'
import type { ErrorCode } from '../../../../protocol/error-code.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createScriptedTransport } from '../../../support/channel/scripted-transport.ts'

function start({
  offlineSince = undefined as number | undefined,
  pausedUntil = undefined as number | undefined,
  network = true,
} = {}) {
  const clock = createManualClock()
  const transport = createScriptedTransport()
  const states: ConnectionState[] = []
  let heartbeats = 0
  const connection = createConnection({
    openTransport: transport.open,
    address: { server: 'http://127.0.0.1:1', token: 't' },
    clock,
    hasNetwork: () => network,
    offlineSince,
    pausedUntil,
    changed: (state) => states.push(state),
    event: () => undefined,
    attempting: () => {
      heartbeats += 1
    },
  })
  const refuse = (code: ErrorCode) => transport.emit({ type: 'refused', failure: { code, message: 'No.' } })
  return { clock, transport, connection, states, refuse, heartbeats: () => heartbeats }
}

describe('SPEC 1.3 a connection is tried for ever', () => {
  test('an attempt that comes to nothing is followed by the next, at most 5 s later', () => {
    const { clock, transport } = start()
    for (let attempt = 1; attempt <= 50; attempt++) {
      expect(transport.attempts()).toBe(attempt)
      transport.emit({ type: 'lost' })
      clock.pass(5_000)
    }
  })
  test.each(['unauthorized', 'protocol'] as const)('a refusal that cannot heal ends it: %s', (code) => {
    const { clock, transport, connection, refuse } = start()
    refuse(code)
    clock.pass(60 * 60_000)
    expect(transport.attempts()).toBe(1)
    expect(connection.state().state).toBe(code === 'unauthorized' ? 'signed-out' : 'outdated')
    connection.nudge()
    expect(transport.attempts(), 'a network that came back changes nothing').toBe(1)
    connection.nudge(true)
    expect(transport.attempts()).toBe(2)
  })
  test.each(['unavailable', 'rate_limited'] as const)('any other refusal is tried again: %s', (code) => {
    const { clock, transport, connection, refuse } = start()
    refuse(code)
    expect(connection.state().state).toBe('offline')
    clock.pass(5_000)
    expect(transport.attempts()).toBe(2)
  })
  test('a nudge does not wait and leaves no second timer', () => {
    const { clock, transport, connection } = start()
    transport.emit({ type: 'lost' })
    connection.nudge()
    expect(transport.attempts()).toBe(2)
    expect(clock.waiting()).toBe(0)
  })
  test('each attempt keeps the background alive', () => {
    const { clock, transport, heartbeats } = start()
    transport.emit({ type: 'lost' })
    clock.pass(5_000)
    expect(heartbeats()).toBe(2)
  })
  test('nothing happens after it is closed', () => {
    const { clock, transport, connection, states } = start()
    transport.emit({ type: 'lost' })
    connection.close()
    const before = states.length
    clock.pass(60_000)
    transport.emit({ type: 'connected' })
    expect([transport.attempts(), states.length]).toEqual([1, before])
  })
})

describe('what the person sees', () => {
  test('a drop is "connecting" until an attempt has failed, then "offline" since the drop', () => {
    const { clock, transport, connection } = start()
    expect(connection.state()).toEqual({ state: 'connecting' })
    transport.emit({ type: 'connected' })
    const dropped = clock.now()
    transport.emit({ type: 'lost' })
    expect(connection.state()).toEqual({ state: 'connecting' })
    clock.pass(5_000)
    transport.emit({ type: 'lost' })
    expect(connection.state()).toEqual({ state: 'offline', since: dropped, why: 'no-answer' })
    clock.pass(5_000)
    transport.emit({ type: 'lost' })
    expect(connection.state()).toMatchObject({ since: dropped })
    transport.emit({ type: 'connected' })
    expect(connection.state()).toEqual({ state: 'connected' })
  })
  test('an outage outlives a restart of the background', () => {
    const { connection, transport } = start({ offlineSince: 7 })
    expect(connection.state()).toMatchObject({ state: 'offline', since: 7 })
    transport.emit({ type: 'lost' })
    expect(connection.state()).toMatchObject({ state: 'offline', since: 7 })
  })
  test('no network is not a server that does not answer', () => {
    const { connection, transport } = start({ network: false })
    transport.emit({ type: 'lost' })
    expect(connection.state()).toMatchObject({ why: 'no-network' })
  })
})

describe('a server that sends too much is left alone', () => {
  const flood = (transport: ReturnType<typeof createScriptedTransport>) => {
    transport.emit({ type: 'connected' })
    transport.emit({ type: 'flooded' })
  }
  test('for half a minute, and longer with each further time', () => {
    const { clock, transport, states } = start()
    const pauses = []
    for (let i = 0; i < 7; i++) {
      flood(transport)
      const last = states.at(-1)
      pauses.push(last?.state === 'offline' && last.why === 'too-much' && last.until - clock.now())
      const before = transport.attempts()
      clock.pass(Number(pauses.at(-1)) - 1)
      expect(transport.attempts()).toBe(before)
      clock.pass(1)
      expect(transport.attempts()).toBe(before + 1)
    }
    expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000])
  })
  test('whatever the browser wakes it for, but not where the person asks', () => {
    const { transport, connection } = start()
    flood(transport)
    connection.nudge()
    expect(transport.attempts()).toBe(1)
    connection.nudge(true)
    expect(transport.attempts()).toBe(2)
  })
  test('also by the background that follows', () => {
    const until = createManualClock().now() + 20_000
    const { clock, transport, connection } = start({ offlineSince: 1, pausedUntil: until })
    expect([transport.attempts(), connection.state()]).toEqual([
      0,
      { state: 'offline', since: 1, why: 'too-much', until },
    ])
    clock.pass(20_000)
    expect(transport.attempts()).toBe(1)
  })
})
