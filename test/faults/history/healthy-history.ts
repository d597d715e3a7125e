import type { SavedRoom } from '../../../extension/background/channel/journal.ts'
import type { Entry } from '../../../protocol/entry.ts'
import type { Random } from '../harness/random.ts'
import type { ClientEvent, HistoryEvent, RecordedLog } from './event.ts'

export interface World {
  events: HistoryEvent[]
  logs: RecordedLog[]
}

export const names = ['anna', 'ben', 'cho']
export const rooms = ['general', 'ops']

export const entryOf = (author: string, id: string, seq: number, kind = 'message'): Entry => ({
  seq,
  id,
  at: seq,
  author: { id: `person-${author}`, name: author },
  kind,
  body: kind === 'message' ? { text: id } : {},
})

/** Three people in two rooms, all of whom did what they should: joins, sends, restarts, screens, alerts. */
export function healthyHistory(random: Random): World {
  const events: HistoryEvent[] = []
  const record = (client: string, event: ClientEvent): void =>
    void events.push({ ...event, client, at: events.length })
  const logs: RecordedLog[] = rooms.map((room) => {
    const entries = names.map((name, index) => entryOf(name, `join-${room}-${name}`, index + 1, 'join'))
    const members = names.map((name) => `person-${name}`)
    return { room, logId: `log-${room}`, floor: 1, head: 3, entries, keys: [], members, current: true }
  })
  for (const client of names) record(client, { type: 'started', person: `person-${client}`, rooms: [] })
  for (const log of logs)
    for (const client of names)
      record(client, { type: 'opened', room: log.room, logId: log.logId, cursor: 3 })
  for (let count = 0; count < 40; count += 1) {
    const client = random.pick(names)
    const log = random.pick(logs)
    const { room, logId } = log
    const [id, seq] = [`${client}-${count}`, log.head + 1]
    const entry = entryOf(client, id, seq)
    log.head = seq
    log.entries.push(entry)
    log.keys.push({ device: `device-${client}`, id, seq })
    record(client, { type: 'sending', room, id, text: id })
    record(client, { type: 'queued', room, id })
    record(client, { type: 'acknowledged', room, id, logId, seq })
    for (const other of names) record(other, { type: 'applied', room, logId, entries: [entry] })
    if (random.next() < 0.2) {
      const who = random.pick(names)
      const kept = logs.map((one) => ({ room: one.room, logId: one.logId, cursor: one.head }))
      record(who, { type: 'started', person: `person-${who}`, rooms: kept })
    }
    const reader = random.pick(names)
    if (reader !== client) record(reader, { type: 'alerted', room, id })
  }
  for (const client of names) {
    for (const { room, entries } of logs) {
      const ids = entries.filter(({ kind }) => kind === 'message').map(({ id }) => id)
      record(client, { type: 'screen', room, ids })
    }
    const kept = logs.map(({ room, logId, head, entries }) => ({
      saved: { id: room, logId, low: 1, cursor: head } as SavedRoom,
      entries: [...entries],
    }))
    record(client, { type: 'kept', rooms: kept, outbox: [] })
  }
  return { events, logs }
}
