import type { HistoryEvent, RecordedLog } from '../event.ts'
import type { Violation } from '../violation.ts'

/** What people saw: on no screen an id twice or out of order, and no id alerted twice. */
export function checkShown(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const alerted = new Set<string>()
  return events.flatMap((event) => {
    if (event.type === 'screen') return checkScreen(event, logs)
    if (event.type !== 'alerted') return []
    const key = `${event.client} ${event.id}`
    const again = alerted.has(key)
    alerted.add(key)
    return again
      ? [{ kind: 'duplicate', what: `${event.client} #${event.room}: ${event.id} alerted twice` }]
      : []
  })
}

function checkScreen(event: HistoryEvent & { type: 'screen' }, logs: readonly RecordedLog[]): Violation[] {
  const { client, room, ids } = event
  const found: Violation[] = []
  const log = logs.find((one) => one.room === room && one.current)
  const places = new Map(log?.entries.map((entry) => [entry.id, entry.seq]))
  const seen = new Set<string>()
  let last = 0
  for (const id of ids) {
    if (seen.has(id)) found.push({ kind: 'duplicate', what: `${client} #${room}: ${id} is shown twice` })
    seen.add(id)
    // What has no place yet waits at the end, in the order of queueing.
    const seq = places.get(id) ?? last
    if (seq < last)
      found.push({ kind: 'order', what: `${client} #${room}: ${id} (${seq}) is shown after ${last}` })
    last = Math.max(last, seq)
  }
  return found
}

/** Nothing of a room reaches somebody who never was in it, and nothing later somebody who was removed. */
export function checkLeaks(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const people = new Map(events.flatMap((e) => (e.type === 'started' ? [[e.client, e.person] as const] : [])))
  return events.flatMap((event) => {
    if (event.type !== 'applied') return []
    const person = people.get(event.client) ?? ''
    const log = logs.find((one) => one.logId === event.logId && one.room === event.room)
    if (log === undefined || log.members.includes(person)) return []
    const left =
      log.entries.findLast((entry) => entry.kind === 'leave' && entry.author.id === person)?.seq ?? 0
    return event.entries
      .filter((entry) => entry.seq > left)
      .map((entry) => ({
        kind: 'leaked',
        what: `${event.client} got ${entry.id} (${entry.seq}) of #${event.room} and is no member`,
      }))
  })
}
