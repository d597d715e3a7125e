import { isKind } from '../../../../protocol/entry-kinds.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import { isMessage } from '../../../../protocol/message.ts'
import type { HistoryEvent, RecordedLog } from '../event.ts'
import type { Violation } from '../violation.ts'

/** What somebody meant to send: from here on it may be in a log, as theirs and with these words. */
interface Sending {
  /** Undefined: the history does not say whose client it is. */
  person: string | undefined
  text: string
}

/** The database alone: seqs without a hole, no id with two places, nothing that nobody sent. */
export function checkLog(log: RecordedLog, sent: ReadonlyMap<string, Sending>): Violation[] {
  return [...holes(log), ...twice(log), ...fromNobody(log, sent)]
}

/** By id: all that clients ever meant to send, but what they removed before it was sent. */
export function allSent(events: readonly HistoryEvent[]): Map<string, Sending> {
  const people = new Map<string, string>()
  const sent = new Map<string, Sending>()
  for (const event of events) {
    if (event.type === 'started') people.set(event.client, event.person)
    if (event.type === 'sending') sent.set(event.id, { person: people.get(event.client), text: event.text })
    if (event.type === 'withdrawn') sent.delete(event.id)
  }
  return sent
}

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
  return [...found, ...claimedTwice(room, entries)]
}

/** The log holds one claim a message, whoever sent it (SPEC 8.4). */
function claimedTwice(room: string, entries: readonly Entry[]): Violation[] {
  const claims = new Map<number, number>()
  return entries
    .filter((entry) => isKind(entry, 'claim'))
    .flatMap(({ id, seq, about }) => {
      const first = claims.get(about)
      claims.set(about, first ?? seq)
      return first === undefined ? [] : [duplicate(room, `${id}, a claim of ${about},`, first, seq)]
    })
}

const duplicate = (room: string, id: string, first: number | undefined, second: number): Violation => ({
  kind: 'duplicate',
  what: `#${room} in the database: ${id} is at ${first} and at ${second}`,
})

function fromNobody({ room, entries }: RecordedLog, sent: ReadonlyMap<string, Sending>): Violation[] {
  return entries.flatMap((entry) => {
    if (!isMessage(entry)) return []
    const { seq, id, author, body } = entry
    const sending = sent.get(id)
    const theirs = sending?.person === undefined || sending.person === author.id
    if (theirs && sending?.text === body.text) return []
    return [{ kind: 'unsent' as const, what: `#${room}: nobody sent ${id}, at ${seq}, as the log has it` }]
  })
}
