import { execFileSync } from 'node:child_process'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport } from '../../../extension/background/channel/transport.ts'
import { fail } from '../../../protocol/result.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet, type FleetOptions } from '../harness/fleet.ts'
import { startProxy } from '../harness/proxy.ts'

interface Size {
  cuts: number
}

/**
 * After much loss TCP itself waits long before it tries again, on a good line too; the heartbeat (28 s) gives such a
 * connection up, and the next attempt is at most 5 s later.
 */
const STALLED_MS = 40_000

/** Real loss of packets from and to one port of this machine, which TCP has to mend. */
function losePackets(run: Run<unknown>, port: number): () => void {
  const rules = new Set<string[]>()
  const heal = (): void => {
    for (const rule of rules) execFileSync('iptables', ['-D', ...rule])
    rules.clear()
  }
  run.onEnd(heal)
  for (const end of ['--sport', '--dport']) {
    const rule = ['OUTPUT', '-o', 'lo', '-p', 'tcp', end, String(port)]
    const drop = [...rule, '-m', 'statistic', '--mode', 'random', '--probability', '0.2', '-j', 'DROP']
    execFileSync('iptables', ['-A', ...drop])
    rules.add(drop)
  }
  return heal
}

async function badLine(
  run: Run<Size>,
  patienceMs: number,
  client?: FleetOptions['client'],
): Promise<Outcome> {
  const { history, random, size } = run
  const proxy = await startProxy(() => random.next())
  run.onEnd(proxy.close)
  const through = ({ port }: { port: number }): string => (proxy.to(port), proxy.url)
  const fleet = await startFleet(run, { clients: 3, through, ...(client ? { client } : {}) })
  const heal = losePackets(run, Number(new URL(proxy.url).port))
  Object.assign(proxy.line, { bitsPerSecond: 64_000, pieceBytes: 64, lateMs: 5 })

  const stop = fleet.sendAllTheTime(200)
  let cuts = 0
  while (cuts < size.cuts) {
    await pause(random.int(300, 900))
    cuts += proxy.cut()
  }
  await stop()
  heal()
  Object.assign(proxy.line, { bitsPerSecond: 0, pieceBytes: 0, lateMs: 0 })
  const current = await untilCaughtUp(fleet.clients, patienceMs)
  return {
    runs: cuts,
    sends: sendsOf(history),
    violations: await fleet.check(),
    figures: [{ what: 'current on a good line again', value: current, limit: patienceMs, unit: 'ms' }],
  }
}

/** What is missed stays missed: only what is pushed counts. */
const withoutReading: OpenTransport = (address, listener) => {
  const transport = openSocketTransport(address, listener)
  return {
    ...transport,
    send: async (name, input) =>
      name === 'range' && 'after' in input ? fail('unavailable', 'not read') : transport.send(name, input),
  }
}

faultRow<Size>({
  row: 'R13',
  fault: 'connections are cut on a line of 64 kbit/s with 20 % loss, split and late frames',
  needs: ['firewall'],
  sizes: { fast: { cuts: 10 }, full: { cuts: 50 } },
  timeout: 180_000,
  run: (run) => badLine(run, STALLED_MS),
  control: {
    without: 'reading the log where a push is missing',
    size: { cuts: 6 },
    takesLong: true,
    run: (run) => badLine(run, 10_000, () => ({ openTransport: withoutReading })),
  },
})
