import { readFileSync } from 'node:fs'
import type { SpawnedServer } from '../../../support/server/spawn-server.ts'
import { pause } from '../../harness/fleet.ts'

const EVERY_MS = 100
/** Longer than any answer that the limits allow. */
const PATIENCE_MS = 10_000

/** What the process takes of the machine's memory, in MiB: what it holds, and what its allocator keeps. */
export const residentOf = ({ pid }: SpawnedServer): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

export interface Watch {
  /** The most that memory has grown so far, in MiB. */
  growth(): number
  /** The longest that /health took, in ms. */
  slowest(): number
  stop(): Promise<void>
}

/** Asks a server for its health again and again, and watches its memory. An answer that does not come counts as endless. */
export function watchServer(server: SpawnedServer): Watch {
  const before = residentOf(server)
  let most = before
  let slowest = 0
  const watching = { on: true }
  const watched = (async () => {
    while (watching.on) {
      const began = performance.now()
      const healthy = await fetch(`${server.url}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
        ({ ok }) => ok,
        () => false,
      )
      slowest = healthy ? Math.max(slowest, performance.now() - began) : Infinity
      try {
        most = Math.max(most, residentOf(server))
      } catch {
        // It has ended.
        slowest = Infinity
      }
      if (slowest === Infinity) return
      await pause(EVERY_MS)
    }
  })()
  return {
    growth: () => Math.round(most - before),
    slowest: () => Math.round(slowest),
    async stop() {
      watching.on = false
      await watched
    },
  }
}
