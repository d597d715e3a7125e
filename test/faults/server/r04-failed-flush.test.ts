import type { SpawnOptions } from '../../support/server/spawn-server.ts'
import { sendsOf, untilCaughtUp } from '../harness/close-history.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause, startFleet } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { isAcknowledgement, isFlush, isUnavailable, traceProcess } from './trace-process.ts'

interface Size {
  rounds: number
}

const failing = [
  '-e',
  'trace=fsync,fdatasync,write,writev,sendto,sendmsg',
  '-e',
  'inject=fsync,fdatasync:error=EIO',
]

async function failFlushes(run: Run<Size>, server: SpawnOptions): Promise<Outcome> {
  const { history, random, size } = run
  const fleet = await startFleet(run, { clients: 3, server })
  const violations: Violation[] = []
  let ended = 0
  for (let round = 0; round < size.rounds; round += 1) {
    const stop = fleet.sendAllTheTime(10)
    await pause(random.int(100, 400))
    const trace = await traceProcess(run, fleet.server().pid, failing)
    const patience = pause(4_000).then(() => undefined)
    const finished = await Promise.race([fleet.server().finished, patience])
    const over = Date.now()
    await trace.stop()
    const calls = trace.calls()
    const failed = calls.find(isFlush) ?? { began: 0, ended: 0, text: '' }
    const since = calls.filter((call) => call.began >= failed.ended)
    for (const { text } of since.filter(isAcknowledgement)) {
      violations.push({
        kind: 'missing',
        what: `acknowledged after a flush had failed: ${text.slice(0, 160)}`,
      })
    }
    if (!since.some(isUnavailable)) violations.push({ kind: 'missing', what: 'no client heard of it' })
    const said = finished?.stderr.includes('cannot be written any more') === true
    if (!said) violations.push({ kind: 'missing', what: 'the server did not end with a line that says why' })
    ended = Math.max(ended, finished === undefined ? Infinity : Math.round(over - failed.ended * 1_000))
    if (finished === undefined) await fleet.server().stop('SIGKILL')
    await fleet.startAgain()
    await stop()
    await untilCaughtUp(fleet.clients, 10_000)
  }
  return {
    runs: size.rounds,
    sends: sendsOf(history),
    violations: [...violations, ...(await fleet.check())],
    figures: [{ what: 'ended', value: ended, limit: 1_000, unit: 'ms' }],
  }
}

faultRow<Size>({
  row: 'R4',
  fault: 'every flush fails (EIO) from some moment on, by strace',
  needs: ['strace'],
  sizes: { fast: { rounds: 1 }, full: { rounds: 10 } },
  timeout: 120_000,
  run: (run) => failFlushes(run, {}),
  control: {
    without: 'an end at a disk that fails',
    size: { rounds: 1 },
    run: (run) => {
      const carefree = serverWithout([
        {
          file: 'server/store/sqlite/committer.js',
          find: 'new Set([3, 7, 8, 10, 11, 14, 26])',
          put: 'new Set()',
        },
      ])
      run.onEnd(carefree.remove)
      return failFlushes(run, { program: carefree.program })
    },
  },
})
