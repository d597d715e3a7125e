import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { waitFor } from '../../support/wait-for.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { startProxy } from '../harness/proxy.ts'
import { serverWithout } from '../harness/without-defence.ts'

interface Size {
  seconds: number
}

async function fallSilent(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const { history, size } = run
  const proxy = await startProxy(() => run.random.next())
  run.onEnd(proxy.close)
  const through = ({ port }: { port: number }): string => (proxy.to(port), proxy.url)
  const fleet = await startFleet(run, { clients: 2, server, through })

  proxy.line.blackhole = true
  const began = performance.now()
  for (const client of fleet.clients) await client.send('general')
  const notice = waitFor(
    () => fleet.clients.every((client) => client.channel().state().state !== 'connected'),
    'both have noticed',
    size.seconds * 1_000,
  ).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
  await pause(size.seconds * 1_000)
  proxy.line.blackhole = false
  const current = await untilCaughtUp(fleet.clients, 15_000)
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: await fleet.check(),
    figures: [
      { what: 'noticed', value: await notice, limit: 30_000, unit: 'ms' },
      { what: 'current after healing', value: current, limit: 10_000, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'R12',
  fault: 'the line is dead both ways for 60 s and nobody hears of it (Node client)',
  sizes: { full: { seconds: 60 } },
  timeout: 120_000,
  run: (run) => fallSilent(run, {}),
  control: {
    without: 'a heartbeat that is missed soon (8 s)',
    size: { seconds: 40 },
    run: (run) => {
      const patient = serverWithout([
        {
          file: 'protocol/limits.js',
          find: 'export const PING_TIMEOUT_MS = 8_000;',
          put: 'export const PING_TIMEOUT_MS = 60_000;',
        },
      ])
      run.onEnd(patient.remove)
      return fallSilent(run, { program: patient.program })
    },
  },
})
