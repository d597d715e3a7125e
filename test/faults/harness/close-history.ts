import { waitFor } from '../../support/wait-for.ts'
import { checkHistory } from '../history/check-history.ts'
import type { History } from '../history/history.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'
import type { RecordedClient } from './recorded-client.ts'

/** A client alone is caught up with what it has heard of: what another holds, it may have yet to hear of. */
const caughtUpWithEachOther = (clients: readonly RecordedClient[]): boolean => {
  const first = new Map<string, string>()
  return clients.every((client) =>
    [...client.cursors()].every(([room, cursor]) => {
      if (!first.has(room)) first.set(room, cursor)
      return first.get(room) === cursor
    }),
  )
}

/** Waits until every client is caught up; answers how long that took, in ms, or Infinity when it was given up. */
export async function untilCaughtUp(
  clients: readonly RecordedClient[],
  patienceMs = 20_000,
): Promise<number> {
  const began = performance.now()
  const level = (): boolean => clients.every((client) => client.level()) && caughtUpWithEachOther(clients)
  return waitFor(level, 'every client is caught up', patienceMs).then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  )
}

/** Ends the clients, records what they and the database hold, and checks it all. */
export async function closeHistory(
  history: History,
  clients: readonly RecordedClient[],
  dataDir: string,
): Promise<Violation[]> {
  await Promise.all(clients.map((client) => client.close()))
  for (const client of clients) await client.recordKept()
  history.recordLogs(readLogs(dataDir))
  return checkHistory(history, { level: true })
}

export const sendsOf = (history: History): number =>
  history.events.filter((event) => event.type === 'queued').length
