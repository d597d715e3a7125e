import { createMemoryJournal } from '../../support/channel/memory-journal.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet, type FleetOptions } from '../harness/fleet.ts'
import type { RecordedClient } from '../harness/recorded-client.ts'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'

interface Size {
  frozenMs: number
  rounds: number
}

async function freezeAndStop(run: Run<Size>, client?: FleetOptions['client']): Promise<Outcome> {
  const { history, random, size } = run
  const fleet = await startFleet(run, { clients: 3, ...(client ? { client } : {}) })
  let drained = 0
  let current = 0
  for (let round = 0; round < size.rounds; round += 1) {
    const stop = fleet.sendAllTheTime(10)
    await pause(random.int(100, 300))
    process.kill(fleet.server().pid, 'SIGSTOP')
    await pause(size.frozenMs)
    process.kill(fleet.server().pid, 'SIGCONT')
    await pause(random.int(100, 300))
    const began = performance.now()
    await fleet.server().stop('SIGTERM')
    drained = Math.max(drained, Math.round(performance.now() - began))
    // Long enough for an attempt to connect that comes to nothing.
    await pause(1_000)
    await fleet.startAgain()
    await stop()
    current = Math.max(current, await untilCaughtUp(fleet.clients, 10_000))
  }
  return {
    runs: size.rounds,
    sends: sendsOf(history),
    violations: await fleet.check(),
    figures: [
      { what: 'drained', value: drained, limit: 10_000, unit: 'ms' },
      { what: 'clients current', value: current, limit: 5_000, unit: 'ms' },
    ],
  }
}

faultRow<Size>({
  row: 'R8',
  fault: 'the server is frozen (SIGSTOP), then stopped (SIGTERM) with clients on it',
  sizes: { fast: { frozenMs: 2_000, rounds: 1 }, full: { frozenMs: 5_000, rounds: 5 } },
  timeout: 120_000,
  run: (run) => freezeAndStop(run),
  control: {
    without: 'an outbox that outlives the connection',
    size: { frozenMs: 500, rounds: 1 },
    run: (run) => {
      const clients = new Map<number, RecordedClient>()
      // With its connection ends the background, and the next one finds nothing in the outbox.
      const forgetful =
        (index: number): OpenTransport =>
        (address, listener) =>
          openSocketTransport(address, (event) => {
            if (event.type === 'lost') void clients.get(index)?.restart()
            else listener(event)
          })
      return freezeAndStop(run, (index) => ({
        journal: { ...createMemoryJournal(), outbox: () => Promise.resolve([]) },
        openTransport: forgetful(index),
        started: (client) => clients.set(index, client),
      }))
    },
  },
})
