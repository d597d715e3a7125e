import { waitFor } from '../../support/wait-for.ts'
import { checkHistory } from '../history/check-history.ts'
import type { History } from '../history/history.ts'
import { readLogs } from '../history/read-logs.ts'
import type { Violation } from '../history/violation.ts'
import type { RecordedClient } from './recorded-client.ts'

/** Waits until every client is level; answers how long that took, in ms, or Infinity when it was given up. */
export async function untilLevel(clients: readonly RecordedClient[], patienceMs = 20_000): Promise<number> {
  const began = performance.now()
  const level = (): boolean => clients.every((client) => client.level())
  return waitFor(level, 'every client is level', patienceMs).then(
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
