import { isMessage } from '../../../../protocol/entry.ts'
import type { HistoryEvent, RecordedLog } from '../event.ts'
import type { Violation } from '../violation.ts'

/** The database alone: seqs without a hole, no id with two places, nothing that nobody sent. */
export function checkLog(log: RecordedLog, sentIds: ReadonlySet<string>): Violation[] {
  return [...holes(log), ...twice(log), ...fromNobody(log, sentIds)]
}

/** Every id that a client ever meant to send. */
export const idsSent = (events: readonly HistoryEvent[]): Set<string> =>
  new Set(events.flatMap((event) => (event.type === 'sending' ? [event.id] : [])))

function holes({ room, floor, head, entries }: RecordedLog): Violation[] {
  const seqs = entries.map((entry) => entry.seq)
  const wanted = Array.from({ length: Math.max(0, head - floor + 1) }, (_, index) => floor + index)
  if (seqs.length === wanted.length && seqs.every((seq, index) => seq === wanted[index])) return []
  const wrong = wanted.find((seq, index) => seqs[index] !== seq)
  return [
    {
      kind: 'gap',
      what: `#${room} in the database: ${seqs.length} of ${wanted.length} entries, seq ${wrong}`,
    },
  ]
}

function twice({ room, entries, keys }: RecordedLog): Violation[] {
  const found: Violation[] = []
  const places = new Map<string, number>()
  for (const { device, id, seq } of keys) {
    const key = `${device} ${id}`
    if (places.has(key)) found.push(duplicate(room, id, places.get(key), seq))
    places.set(key, seq)
  }
  const byId = new Map<string, number>()
  for (const { id, seq, kind } of entries) {
    if (kind !== 'message') continue
    if (byId.has(id)) found.push(duplicate(room, id, byId.get(id), seq))
    byId.set(id, seq)
  }
  return found
}

const duplicate = (room: string, id: string, first: number | undefined, second: number): Violation => ({
  kind: 'duplicate',
  what: `#${room} in the database: ${id} is at ${first} and at ${second}`,
})

function fromNobody({ room, entries }: RecordedLog, sentIds: ReadonlySet<string>): Violation[] {
  return entries
    .filter((entry) => isMessage(entry) && !sentIds.has(entry.id))
    .map(({ seq, id }) => ({ kind: 'unsent', what: `#${room}: nobody sent ${id}, at ${seq}` }))
}
