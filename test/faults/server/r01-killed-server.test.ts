import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { lateCommit } from './late-commit.ts'

interface Size {
  kills: number
}

async function killWhileSending(run: Run<Size>, server: SpawnOptions, patienceMs = 6_000): Promise<Outcome> {
  const { history, random, size } = run
  const fleet = await startFleet(run, { clients: 3, server })
  let ready = 0
  let current = 0
  for (let kill = 0; kill < size.kills; kill += 1) {
    const stop = fleet.sendAllTheTime(10)
    await pause(random.int(200, 600))
    await fleet.server().stop('SIGKILL')
    ready = Math.max(ready, await fleet.startAgain())
    await stop()
    current = Math.max(current, await untilCaughtUp(fleet.clients, patienceMs))
  }
  return {
    runs: size.kills,
    sends: sendsOf(history),
    violations: await fleet.check(),
    figures: [
      { what: 'ready', value: ready, limit: 2_000, unit: 'ms' },
      { what: 'clients current', value: current, limit: 5_000, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'R1',
  fault: 'the server is killed (SIGKILL) while clients send',
  sizes: { fast: { kills: 3 }, full: { kills: 10 } },
  timeout: 120_000,
  run: (run) => killWhileSending(run, {}),
  control: {
    without: 'the commit before the acknowledgement',
    size: { kills: 2 },
    run: (run) => {
      const early = serverWithout(lateCommit)
      run.onEnd(early.remove)
      // Who is ahead of the log may never be caught up again.
      return killWhileSending(run, { program: early.program }, 2_000)
    },
  },
})
