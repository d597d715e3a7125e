import type { SpawnedServer } from '../../support/server/spawn-server.ts'
import { waitFor } from '../../support/wait-for.ts'
import { pause } from './fleet.ts'

const EVERY_MS = 3_000
const reporter = new URL('./report-memory.js', import.meta.url).href

/** What a server needs in its environment to report its collected memory. */
export const reportsMemory = { NODE_OPTIONS: `--import ${reporter}` }

export const isMemoryReport = (line: string): boolean => /^memory \d+$/.test(line)

/** What the server's main thread holds after a garbage collection, in MiB. NaN when the server ended before it answered. */
export async function collectedMemory(server: SpawnedServer): Promise<number> {
  let ended = false
  void server.finished.then(() => (ended = true))
  const reportNow = (): void => {
    try {
      process.kill(server.pid, 'SIGWINCH')
    } catch {
      ended = true
    }
  }
  const reports = (): string[] => server.stderr().split('\n').filter(isMemoryReport)
  const before = reports().length
  reportNow()
  await waitFor(() => ended || reports().length > before, 'the server reports its memory')
  const report = reports()[before]
  return report === undefined ? NaN : Number(report.slice('memory '.length)) / 2 ** 20
}

/** Collects the server's garbage every few seconds. `stop` returns by how much it held more at most, in MiB. */
export async function watchCollectedMemory(server: SpawnedServer): Promise<{ stop(): Promise<number> }> {
  const before = await collectedMemory(server)
  let most = before
  const ending = new AbortController()
  const watching = (async () => {
    while (!ending.signal.aborted && !Number.isNaN(most)) {
      await pause(EVERY_MS)
      most = Math.max(most, await collectedMemory(server))
    }
  })()
  return {
    async stop() {
      ending.abort()
      await watching
      return most - before
    },
  }
}
