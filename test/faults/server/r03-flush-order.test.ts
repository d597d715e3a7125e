import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { sendsOf, untilLevel } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { isAcknowledgement, isFlush, traceProcess, type Call } from './trace-process.ts'

interface Size {
  messages: number
}

async function traceSends(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const { history, size } = run
  const fleet = await startFleet(run, { clients: 1, server })
  const kinds = 'trace=fsync,fdatasync,write,writev,sendto,sendmsg'
  const trace = await traceProcess(run, fleet.server().pid, ['-e', kinds])
  for (let sent = 0; sent < size.messages; sent += 1) {
    for (const client of fleet.clients) await client.send('general')
    await untilLevel(fleet.clients)
    await pause(5)
  }
  await trace.stop()
  const calls = trace.calls()
  const acknowledged = calls.filter(isAcknowledgement)
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: [...flushesBetween(calls, acknowledged), ...(await fleet.check())],
    figures: [
      {
        what: 'sends whose acknowledgement was not seen',
        value: size.messages - acknowledged.length,
        limit: 0,
        unit: '',
      },
    ],
  }
}

/** One message at a time: between two acknowledgements there is a flush that was done. */
function flushesBetween(calls: readonly Call[], acknowledged: readonly Call[]): Violation[] {
  return acknowledged.flatMap((call, index): Violation[] => {
    const since = acknowledged[index - 1]?.ended ?? 0
    const done = calls.some((other) => isFlush(other) && other.began >= since && other.ended <= call.began)
    return done ? [] : [{ kind: 'missing', what: `no flush before ${call.text.slice(0, 160)}` }]
  })
}

faultRow<Size>({
  row: 'R3',
  fault: 'the order of flushes and acknowledgements, by strace',
  needs: ['strace'],
  sizes: { fast: { messages: 30 }, full: { messages: 300 } },
  timeout: 120_000,
  run: (run) => traceSends(run, {}),
  control: {
    without: 'the flush at each commit (synchronous = normal)',
    size: { messages: 10 },
    run: (run) => {
      const normal = serverWithout([
        {
          file: 'server/store/sqlite/database.js',
          find: 'pragma synchronous = full',
          put: 'pragma synchronous = normal',
        },
      ])
      run.onEnd(normal.remove)
      return traceSends(run, { program: normal.program })
    },
  },
})
