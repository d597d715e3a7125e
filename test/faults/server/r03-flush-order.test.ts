import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import { lateCommit } from './late-commit.ts'
import type { Violation } from '../history/violation.ts'
import { isAcknowledgement, isDone, isFlush, traceProcess, type Call } from './trace-process.ts'

interface Size {
  messages: number
}

async function traceSends(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const { history, size } = run
  const fleet = await startFleet(run, { clients: 1, server })
  const kinds = 'trace=fsync,fdatasync,read,write,writev,sendto,sendmsg'
  const trace = await traceProcess(run, fleet.server().pid, ['-e', kinds])
  for (let sent = 0; sent < size.messages; sent += 1) {
    for (const client of fleet.clients) await client.send('general')
    await untilCaughtUp(fleet.clients)
    // Longer than a late commit takes, so that no message gets the flush of the one before.
    await pause(80)
  }
  await trace.stop()
  const calls = trace.calls()
  const acknowledged = calls.filter(isAcknowledgement)
  return {
    runs: 1,
    sends: sendsOf(history),
    violations: [...unflushed(calls), ...(await fleet.check())],
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

/** The connection that a call reads from or writes to. */
const connectionOf = ({ text }: Call): string => /^\w+\((\d+),/.exec(text)?.[1] ?? ''
const isArrival = ({ text }: Call): boolean => /^read\(.* = [1-9]\d*( |$)/.test(text)

/** One message at a time: between its arrival and its acknowledgement there is a flush that was done. */
function unflushed(calls: readonly Call[]): Violation[] {
  return calls.filter(isAcknowledgement).flatMap((answer): Violation[] => {
    const arrived = calls.findLast(
      (call) => isArrival(call) && call.ended <= answer.began && connectionOf(call) === connectionOf(answer),
    )
    const flushed = calls.some(
      (call) =>
        isFlush(call) &&
        isDone(call) &&
        call.began >= (arrived?.began ?? Infinity) &&
        call.ended <= answer.began,
    )
    return flushed ? [] : [{ kind: 'missing', what: `no flush before ${answer.text.slice(0, 160)}` }]
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
    without: 'the commit before the acknowledgement',
    size: { messages: 10 },
    run: (run) => {
      const early = serverWithout(lateCommit)
      run.onEnd(early.remove)
      return traceSends(run, { program: early.program })
    },
  },
})
