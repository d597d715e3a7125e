import { isKind } from '../../../../protocol/entry-kinds.ts'
import type { HistoryEvent, RecordedLog } from '../event.ts'
import type { Violation } from '../violation.ts'

/** What was promised to those who sent: kept while queued, stored once acknowledged, in the order of queueing. */
export function checkSends(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  return [
    ...missing(events, logs),
    ...claimsMissing(events, logs),
    ...lost(events, logs),
    ...outOfOrder(events, logs),
  ]
}

function missing(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const entries = new Map(logs.map((log) => [log.logId, new Map(log.entries.map((e) => [e.seq, e.id]))]))
  return events.flatMap((event) => {
    if (event.type !== 'acknowledged') return []
    const { client, room, id, logId, seq } = event
    if (entries.get(logId)?.get(seq) === id) return []
    const there = entries.get(logId)?.get(seq) ?? 'nothing'
    return [
      { kind: 'missing', what: `${client} #${room}: ${id} was acknowledged at ${seq}, where ${there} is` },
    ]
  })
}

function claimsMissing(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  return events.flatMap((event) => {
    if (event.type !== 'claimed') return []
    const { client, room, message, logId, seq } = event
    const log = logs.find((one) => one.logId === logId)
    const entry = log?.entries.find((one) => one.seq === seq)
    if (entry !== undefined && isKind(entry, 'claim') && entry.about === message) return []
    return [
      {
        kind: 'missing',
        what: `${client} #${room}: ${message} was claimed at ${seq}, where no claim of it is`,
      },
    ]
  })
}

/** A message that an older log acknowledged went with that log: whoever restores a backup knows that it is older. */
function lost(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const settled = new Set<string>()
  for (const log of logs) {
    for (const { id } of log.entries) settled.add(id)
    for (const { id } of log.keys) settled.add(id)
  }
  for (const event of events) {
    // What was refused is no exception: it stays, with its reason.
    if (event.type === 'withdrawn') settled.add(event.id)
    if (event.type === 'kept') for (const { id } of event.outbox) settled.add(id)
  }
  return events.flatMap((event) =>
    event.type === 'queued' && !settled.has(event.id)
      ? [
          {
            kind: 'lost' as const,
            what: `${event.client} #${event.room}: ${event.id} was queued and is gone`,
          },
        ]
      : [],
  )
}

function outOfOrder(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const refused = new Set(events.flatMap((event) => (event.type === 'refused' ? [event.id] : [])))
  const found: Violation[] = []
  for (const log of logs) {
    const places = new Map(log.entries.map((entry) => [entry.id, entry.seq]))
    const last = new Map<string, { id: string; seq: number }>()
    for (const event of events) {
      // What was refused and sent again has given up its place in the queue.
      if (event.type !== 'queued' || event.room !== log.room || refused.has(event.id)) continue
      const seq = places.get(event.id)
      if (seq === undefined) continue
      const before = last.get(event.client)
      if (before !== undefined && before.seq > seq) {
        const what = `${event.client} #${log.room}: ${before.id} was queued before ${event.id} and is at ${before.seq}, after ${seq}`
        found.push({ kind: 'order', what })
      }
      last.set(event.client, { id: event.id, seq })
    }
  }
  return found
}
