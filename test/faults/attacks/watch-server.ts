import { Worker } from 'node:worker_threads'
import type { SpawnedServer } from '../../support/server/spawn-server.ts'
import { waitFor } from '../../support/wait-for.ts'
import { isMemoryReport } from '../harness/collected-memory.ts'
import type { Figure } from '../harness/fault-row.ts'
import type { Violation } from '../history/violation.ts'

const EVERY_MS = 50
const thread = new URL('./watch-thread.js', import.meta.url)

interface Sample {
  /** MiB */
  rss: number
  /** ms */
  health: number
}

export interface ServerWatch {
  /** Growth is counted from here on. */
  begin(): Promise<void>
  /** How long /health took at most. */
  health(): Figure
  /** The growth of RSS, at most so many MiB (default: 64), and `health`. */
  figures(most?: number): Figure[]
  stop(): Promise<unknown>
}

/** Looks at the memory and at /health of a server all the time. */
export function watchServer({ pid, url }: SpawnedServer): ServerWatch {
  const workerData = { pid, url, everyMs: EVERY_MS, patienceMs: 5_000 }
  const worker = new Worker(thread, { workerData })
  let samples: Sample[] = []
  worker.on('message', (sample: Sample) => void samples.push(sample))
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), 0)
  const health = (): Figure => {
    const slowest = most(samples.map(({ health }) => health))
    return { what: `/health, worst of ${samples.length}`, value: Math.round(slowest), limit: 500, unit: 'ms' }
  }
  return {
    health,
    async begin() {
      const before = samples.length
      await waitFor(() => samples.length > before, 'the server is looked at')
      samples = samples.slice(-1)
    },
    figures(limit = 64) {
      const [first] = samples
      const grown = first === undefined ? Infinity : most(samples.map(({ rss }) => rss || 0)) - first.rss
      return [{ what: 'RSS growth', value: Math.round(grown), limit, unit: 'MiB' }, health()]
    },
    stop: () => worker.terminate(),
  }
}

/** Lines of the server's log that report a failure: errors, and what no logger wrote. */
export function complaintsOf(server: SpawnedServer): Violation[] {
  return server
    .stderr()
    .split('\n')
    .filter((line) => line !== '' && !isMemoryReport(line) && !/^\{"level":[1-4]0,/.test(line))
    .map((line) => ({ kind: 'broken', what: `the server logs ${line.slice(0, 300)}` }))
}
