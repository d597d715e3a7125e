import { deletedIn } from '../../../protocol/deletion.ts'
import type { Entry, Seq } from '../../../protocol/entry.ts'
import type { FoundMessages, LogReader } from './ports.ts'
import type { Arrival } from './state/admit-arrival.ts'
import type { AlertState } from './state/alert-state.ts'

/**
 * What the log holds of the messages that decide about an arrival: those that are answered or edited, and the one that a counted
 * card shows when its newest is deleted. What is not there is left out.
 */
export async function findMessages(
  log: LogReader,
  arrival: Arrival,
  state: AlertState,
): Promise<FoundMessages> {
  const seqs = new Set([...namedBy(arrival), ...shownNext(arrival, state)])
  const edited = new Set(arrival.entries.flatMap(({ kind, about }) => (kind === 'edit' ? [about] : [])))
  const found = new Map<Seq, readonly Entry[]>()
  for (const seq of seqs) {
    const entry = await log.entry(arrival.room.id, seq)
    if (entry) found.set(seq, [entry, ...(await log.about(arrival.room.id, seq))])
    // Whether it answers the person: it has mentioned them then.
    if (entry?.about !== undefined && edited.has(seq)) seqs.add(entry.about)
  }
  return found
}

const namedBy = ({ entries }: Arrival): Seq[] =>
  entries.flatMap(({ kind, about }) =>
    about !== undefined && (kind === 'message' || kind === 'edit') ? [about] : [],
  )

function shownNext({ entries, logId }: Arrival, { alerts }: AlertState): Seq[] {
  const deleted = deletedIn(entries)
  return alerts.flatMap((alert) => {
    if (alert.kind !== 'counted' || alert.message.logId !== logId || !deleted.has(alert.message.seq))
      return []
    return alert.counts
      .filter(({ seq }) => !deleted.has(seq))
      .map(({ seq }) => seq)
      .slice(-1)
  })
}
