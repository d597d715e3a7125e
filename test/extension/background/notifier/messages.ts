import type { Entry } from '../../../../protocol/entry.ts'
import type { Arrival } from '../../../../extension/background/notifier/state/admit-arrival.ts'

/** A message of somebody else. `title` and `actions` go into its body. */
export const message = (
  seq: number,
  {
    text = `text ${seq}`,
    body = {},
    ...changes
  }: Partial<Entry> & { text?: string; body?: Record<string, unknown> } = {},
): Entry => ({
  seq,
  id: `id-${seq}`,
  at: seq,
  author: { id: 'ada', name: 'Ada' },
  kind: 'message',
  body: { text, ...body },
  ...changes,
})

export const urgent = (seq: number): Entry => message(seq, { priority: 5 })

export const claim = (seq: number, of: number): Entry => ({
  ...message(seq, { author: { id: 'bob', name: 'Bob' }, kind: 'claim' }),
  about: of,
  body: {},
})

/** By the author of its message, as edits and deletions are. */
export const about = (seq: number, kind: string, of: number, body: Record<string, unknown>): Entry => ({
  ...message(seq),
  kind,
  about: of,
  body,
})

/** Entries of a room of two; its log is `log-<room>`. */
export const arrivalOf = (
  entries: Entry[],
  {
    id = 'general',
    source = 'live',
    members = 2,
    readUpTo = 0,
    skipped = 0,
  }: Partial<Arrival['room']> & Partial<Arrival> = {},
): Arrival => ({
  room: { id, name: id[0]?.toUpperCase() + id.slice(1), members, readUpTo },
  logId: `log-${id}`,
  entries,
  source,
  skipped,
  me: { id: 'me', name: 'Me' },
})

/** The messages of a log, by seq. */
export const foundIn = (log: readonly Entry[]) =>
  new Map(log.map((entry) => [entry.seq, [entry, ...log.filter(({ about: of }) => of === entry.seq)]]))
