import type { HistoryEvent, RecordedLog } from '../event.ts'
import type { Violation } from '../violation.ts'
import { differs } from './check-applied.ts'

type Kept = HistoryEvent & { type: 'kept' }

/** What each client's disk holds at the end: one contiguous piece, and the same as the log. */
export function checkKept(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  return events.flatMap((event) => (event.type === 'kept' ? checkOne(event, logs) : []))
}

function checkOne({ client, rooms }: Kept, logs: readonly RecordedLog[]): Violation[] {
  return rooms.flatMap(({ saved, entries }) => {
    const { id: room, low, cursor, logId } = saved
    if (logId === undefined) return []
    const wanted = Math.max(0, cursor - low + 1)
    const whole = entries.length === wanted && entries.every((entry, index) => entry.seq === low + index)
    const found: Violation[] = whole
      ? []
      : [
          {
            kind: 'gap',
            what: `${client} keeps ${entries.length} entries of #${room}, not ${low} to ${cursor}`,
          },
        ]
    return [...found, ...differs(`${client} keeps`, room, logId, entries, logs)]
  })
}

/** With nothing wrong any more: everybody holds all, and nothing waits. Removed people hold nothing of the room. */
export function checkCaughtUp(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const people = new Map(events.flatMap((e) => (e.type === 'started' ? [[e.client, e.person] as const] : [])))
  return events.flatMap((event) => {
    if (event.type !== 'kept') return []
    const person = people.get(event.client) ?? ''
    const waiting: Violation[] = event.outbox.map(({ room, id }) => ({
      kind: 'behind',
      what: `${event.client} #${room}: ${id} still waits`,
    }))
    const behind = logs
      .filter((log) => log.current && log.members.includes(person))
      .flatMap((log): Violation[] => {
        const saved = event.rooms.find((kept) => kept.saved.id === log.room)?.saved
        if (saved?.logId === log.logId && saved.cursor === log.head) return []
        return [
          { kind: 'behind', what: `${event.client} #${log.room}: at ${saved?.cursor ?? 0} of ${log.head}` },
        ]
      })
    const strange = event.rooms.flatMap(({ saved }): Violation[] => {
      const log = logs.find((one) => one.current && one.room === saved.id)
      if (log === undefined || log.members.includes(person)) return []
      return [{ kind: 'leaked', what: `${event.client} keeps #${saved.id} and is no member` }]
    })
    return [...waiting, ...behind, ...strange]
  })
}
