import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'
import { sendsOf } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { waitFor } from '../../support/wait-for.ts'
import { readLogs } from '../history/read-logs.ts'
import { connectionsSoFar } from '../../support/browser/server-metrics.ts'

interface Size {
  seconds: number
}

interface Loss {
  /** Share of `entries` pushes that is thrown away. */
  entries: number
  heads: boolean
}

const losing =
  (loss: Loss, random: () => number): OpenTransport =>
  (address, listener) =>
    openSocketTransport(address, (event) => {
      if (event.type === 'push' && event.name === 'entries' && random() < loss.entries) return
      if (event.type === 'push' && event.name === 'heads' && loss.heads) return
      listener(event)
    })

async function dropPushes(run: Run<Size>, heads: boolean): Promise<Outcome> {
  const { history, random, size } = run
  const loss: Loss = { entries: 0, heads: false }
  const openTransport = losing(loss, () => random.next())
  const fleet = await startFleet(run, { clients: 3, client: () => ({ openTransport }) })
  const before = await connectionsSoFar(fleet.server().url)
  Object.assign(loss, { entries: 0.1, heads })
  const stop = fleet.sendAllTheTime(20)
  await pause(size.seconds * 1_000)
  await stop()
  // The last ones: no later push will show that they are missing.
  loss.entries = 1
  for (const client of fleet.clients) await client.send('general')
  await pause(500)
  loss.entries = 0.1
  // A client that missed the last push does not know it: the log says how far it goes.
  const began = performance.now()
  const head = readLogs(fleet.dataDir)[0]?.head
  const holdAll = (): boolean =>
    fleet.clients.every((client) => client.channel().room('general')?.saved().cursor === head)
  const level = await waitFor(holdAll, 'all hold all', 21_000).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: await fleet.check(),
    figures: [
      { what: 'level', value: level, limit: 20_000, unit: 'ms' },
      {
        what: 'reconnects',
        value: (await connectionsSoFar(fleet.server().url)) - before,
        limit: 0,
        unit: 'in all',
      },
    ],
  }
}

faultRow<Size>({
  row: 'R15',
  fault: '10 % of pushes are dropped, and the last ones all (one node)',
  sizes: { full: { seconds: 30 } },
  timeout: 120_000,
  run: (run) => dropPushes(run, false),
  control: {
    without: 'heads',
    size: { seconds: 2 },
    run: (run) => dropPushes(run, true),
  },
})
