import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { waitFor } from '../../support/wait-for.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { joinForAccount } from '../harness/recorded-client.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { createFindings } from './fuzz/findings.ts'
import { attackConnections } from './oversized/attack-connections.ts'
import { attackFrames } from './oversized/attack-frames.ts'
import { attackHandshakes } from './oversized/attack-handshakes.ts'
import type { Size } from './oversized/target.ts'
import { complaintsOf, watchServer } from './watch-server.ts'

/**
 * MiB. With the limits of an address switched off, 2,000 connections in 5 s bring 64 KiB each before they are ended: nothing holds
 * that, but it is collected when V8 likes. S12 has the limit of 64, with all limits on.
 */
const GROWTH_MAX = 128

/** Devices of the server as its own metrics have them. */
async function connectionsOf({ url }: SpawnedServer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^backchannel_connections (\d+)$/m.exec(metrics)?.[1])
}

async function attack(run: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const { size } = run
  // All limits of one connection, and none of an address: each connection has to be harmless by itself.
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0', BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }
  const server = await spawnServer({ ...options, env })
  run.onEnd(() => server.stop('SIGKILL'))
  const tokens = await Promise.all(
    ['Ann', 'Bob', 'Cho'].map(async (name) => (await joinForAccount(server.invite, name)).token),
  )
  const findings = createFindings()
  const target = { port: server.port, tokens, size, findings, sockets: () => connectionsOf(server) }
  const watch = watchServer(server)
  run.onEnd(watch.stop)
  // The first of everything is not what is measured: the code is loaded then.
  await attackFrames({ ...target, size: { ...size, times: 1 } })
  await watch.begin()
  const deflated = await attackHandshakes(target)
  await attackFrames(target)
  const { held, sockets } = await attackConnections(target)
  const figures = watch.figures(GROWTH_MAX)
  await waitFor(async () => (await connectionsOf(server)) === 0, 'no connection is left')
  const complaints = complaintsOf(server)
  const { code } = await server.stop()
  if (code !== 0) findings.report('broken', `the server ended with ${code}`)
  const { connectors, connects } = size
  return {
    runs: findings.taken,
    sends: 0,
    violations: [...findings.violations, ...complaints],
    figures: [
      { what: 'deflate negotiated', value: deflated, limit: 0, unit: 'connections' },
      {
        what: `sockets after ${connects} CONNECTs on each of ${connectors} connections`,
        value: sockets,
        limit: connectors,
        unit: 'sockets',
      },
      {
        what: `of ${size.holders} connections with 250 KB before CONNECT, held`,
        value: held,
        limit: 0,
        unit: 'connections',
      },
      ...figures,
    ],
  }
}

faultRow<Size>({
  row: 'S2',
  fault: 'frames of 20 MiB, deflate bombs, 20,000 fragments, attachments, polling, many CONNECTs',
  sizes: {
    fast: { times: 1, holders: 400, connectors: 20, connects: 800, patienceMs: 5_000 },
    full: { times: 10, holders: 2_000, connectors: 20, connects: 800, patienceMs: 5_000 },
  },
  timeout: 300_000,
  run: (run) => attack(run, {}),
  control: {
    without: 'the table of packets that a connection may send',
    size: { times: 1, holders: 400, connectors: 20, connects: 800, patienceMs: 500 },
    run: (run) => {
      const trusting = serverWithout([
        {
          file: 'server/gateway/socket/guard-connection.js',
          find: "if (typeof next === 'object')",
          put: 'if (false)',
        },
        {
          file: 'server/gateway/socket/guard-connection.js',
          find: 'const STRANGER_MAX_BYTES = 8 * 1024;',
          put: 'const STRANGER_MAX_BYTES = Infinity;',
        },
        // Or the sockets of one connection would end each other.
        {
          file: 'server/gateway/socket/device-connections.js',
          find: 'those.size >= most',
          put: 'false',
        },
      ])
      run.onEnd(trusting.remove)
      return attack(run, { program: trusting.program })
    },
  },
})
