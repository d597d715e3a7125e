import type { Entry } from '../../../../protocol/entry.ts'
import type { HistoryEvent, RecordedLog } from '../event.ts'
import type { Violation } from '../violation.ts'

interface Position {
  logId: string | undefined
  cursor: number
}

/** What each client applied: entry `cursor + 1` of its log and nothing else, and the same as the log holds. */
export function checkApplied(events: readonly HistoryEvent[], logs: readonly RecordedLog[]): Violation[] {
  const positions = new Map<string, Position>()
  const found: Violation[] = []
  for (const event of events) {
    const { client } = event
    if (event.type === 'started') {
      for (const key of positions.keys()) if (key.startsWith(`${client} `)) positions.delete(key)
      for (const { room, logId, cursor } of event.rooms) positions.set(`${client} ${room}`, { logId, cursor })
    } else if (event.type === 'opened') {
      positions.set(`${client} ${event.room}`, { logId: event.logId, cursor: event.cursor })
    } else if (event.type === 'applied') {
      const key = `${client} ${event.room}`
      const before = positions.get(key) ?? { logId: event.logId, cursor: 0 }
      found.push(...follows(event, before))
      const base = before.logId === event.logId ? before.cursor : 0
      const cursor = Math.max(base, event.entries.at(-1)?.seq ?? 0)
      positions.set(key, { logId: event.logId, cursor })
      found.push(...differs(`${client} applied`, event.room, event.logId, event.entries, logs))
    }
  }
  return found
}

function follows(event: HistoryEvent & { type: 'applied' }, before: Position): Violation[] {
  const { client, room, entries, logId } = event
  const found: Violation[] = []
  let cursor = before.logId === logId ? before.cursor : 0
  for (const { seq, id } of entries) {
    if (seq > cursor + 1) {
      found.push({ kind: 'gap', what: `${client} #${room}: applied ${seq} (${id}) after ${cursor}` })
    } else if (seq === cursor) {
      found.push({ kind: 'duplicate', what: `${client} #${room}: applied ${seq} (${id}) twice` })
    } else if (seq < cursor) {
      found.push({ kind: 'order', what: `${client} #${room}: applied ${seq} (${id}) after ${cursor}` })
    }
    cursor = Math.max(cursor, seq)
  }
  return found
}

/** A body may be blank on one side: it was deleted before or after the other was read. */
export function differs(
  who: string,
  room: string,
  logId: string,
  entries: readonly Entry[],
  logs: readonly RecordedLog[],
): Violation[] {
  const log = logs.find((one) => one.logId === logId && one.room === room)
  if (log === undefined)
    return [{ kind: 'disagreement', what: `${who} a log of #${room} that never was: ${logId}` }]
  const there = bySeq(log)
  return entries.flatMap((entry) => {
    const stored = there.get(entry.seq)
    if (entry.seq < log.floor) return []
    if (stored?.id === entry.id && sameEnvelope(stored, entry) && sameBody(stored, entry)) return []
    const what = `${who} ${entry.id} at ${entry.seq} of #${room}, where the log has ${stored?.id ?? 'nothing'}`
    return [{ kind: 'disagreement', what }]
  })
}

const indexes = new WeakMap<RecordedLog, Map<number, Entry>>()

/** Made once a log: a long history asks for it at each entry. */
function bySeq(log: RecordedLog): Map<number, Entry> {
  const known = indexes.get(log)
  if (known) return known
  const index = new Map(log.entries.map((entry) => [entry.seq, entry]))
  indexes.set(log, index)
  return index
}

const sameEnvelope = (a: Entry, b: Entry): boolean =>
  a.kind === b.kind && a.about === b.about && a.priority === b.priority

const sameBody = (a: Entry, b: Entry): boolean => {
  const [first, second] = [JSON.stringify(a.body), JSON.stringify(b.body)]
  return first === second || first === '{}' || second === '{}'
}
