import { isKind } from '../../../protocol/entry-kinds.ts'
import type { Entry, Person, Seq } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import type { Queued } from '../../shared/view.ts'
import { isSameDay } from '../i18n/times.ts'

/** What takes a line of the log: rules for days and for what is new come between. `seq` ascends; what waits follows the log. */
export type LogRow =
  /** A message, also one that is deleted. `waits`: the log does not have it yet. */
  | { type: 'message'; seq: Seq; entry: Entry; waits: boolean }
  /** Who came and went between two messages of one day. */
  | { type: 'presence'; seq: Seq; entries: readonly Entry[] }
  /** `repeated`: the one after it was refused for the same reason, and says so. */
  | { type: 'refused'; seq: Seq; queued: Queued; repeated: boolean }

type Presence = LogRow & { type: 'presence' }

/** What is held of a log, to be looked up. Costs as much as what is new when entries follow or precede what it had. */
export interface LogIndex {
  /** The entries as they are now: contiguous, ascending, and none of them ever another than before. */
  update(entries: readonly Entry[]): void
  /** The same array for as long as nothing changes. */
  rows(): readonly LogRow[]
  find(seq: Seq): Entry | undefined
  /** All that are about this entry, in the order of the log. */
  about(seq: Seq): readonly Entry[]
}

/** The index of the first with a higher seq; the length: there is none. */
export function indexAfter(ascending: readonly { seq: Seq }[], seq: Seq): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle]?.seq ?? 0) > seq) high = middle
    else low = middle + 1
  }
  return low
}

const isPresence = (row: LogRow | undefined): row is Presence => row?.type === 'presence'

/** Two rows that follow each other, as one stretch; undefined: they are two. */
function joined(before: LogRow | undefined, after: LogRow | undefined): Presence | undefined {
  if (!isPresence(before) || !isPresence(after)) return undefined
  const [last, first] = [before.entries.at(-1), after.entries[0]]
  if (last === undefined || first === undefined || !isSameDay(last.at, first.at)) return undefined
  return { type: 'presence', seq: before.seq, entries: [...before.entries, ...after.entries] }
}

function rowsOf(entries: readonly Entry[]): LogRow[] {
  const rows: LogRow[] = []
  let stretch: Entry[] = []
  const endStretch = () => {
    const [first] = stretch
    if (first !== undefined) rows.push({ type: 'presence', seq: first.seq, entries: stretch })
    stretch = []
  }
  for (const entry of entries) {
    if (entry.kind === 'message') {
      endStretch()
      rows.push({ type: 'message', seq: entry.seq, entry, waits: false })
    } else if (isKind(entry, 'join') || isKind(entry, 'leave')) {
      const before = stretch.at(-1)
      if (before !== undefined && !isSameDay(before.at, entry.at)) endStretch()
      stretch.push(entry)
    }
  }
  endStretch()
  return rows
}

function concat(before: readonly LogRow[], after: readonly LogRow[]): readonly LogRow[] {
  if (before.length === 0 || after.length === 0) return before.length === 0 ? after : before
  const meeting = joined(before.at(-1), after[0])
  if (meeting === undefined) return [...before, ...after]
  return [...before.slice(0, -1), meeting, ...after.slice(1)]
}

const none: readonly Entry[] = []

export function createLogIndex(): LogIndex {
  let held = none
  let rows: readonly LogRow[] = []
  let abouts = new Map<Seq, readonly Entry[]>()

  function take(entries: readonly Entry[], place: 'older' | 'newer'): void {
    const fresh = new Map<Seq, Entry[]>()
    for (const entry of entries) {
      if (entry.about === undefined) continue
      const known = fresh.get(entry.about)
      if (known === undefined) fresh.set(entry.about, [entry])
      else known.push(entry)
    }
    for (const [seq, some] of fresh) {
      const known = abouts.get(seq) ?? none
      abouts.set(seq, place === 'older' ? [...some, ...known] : [...known, ...some])
    }
    const made = rowsOf(entries)
    rows = place === 'older' ? concat(made, rows) : concat(rows, made)
  }

  return {
    update: (entries) => {
      if (entries === held) return
      const [first, last] = [held[0], held.at(-1)]
      const from = first === undefined ? 0 : indexAfter(entries, first.seq - 1)
      const to = from + held.length
      const isKept = first !== undefined && entries[from] === first && entries[to - 1] === last
      if (isKept) {
        if (from > 0) take(entries.slice(0, from), 'older')
        if (to < entries.length) take(entries.slice(to), 'newer')
      } else {
        rows = []
        abouts = new Map()
        take(entries, 'newer')
      }
      held = entries
    },
    rows: () => rows,
    find: (seq) => {
      const entry = held[indexAfter(held, seq - 1)]
      return entry?.seq === seq ? entry : undefined
    },
    about: (seq) => abouts.get(seq) ?? none,
  }
}

/** What waits, as rows that follow the log: messages, then what was refused. */
export function waitingRows(outbox: readonly Queued[], me: Person, last: Seq): LogRow[] {
  const messages = outbox
    .filter(({ kind, refused }) => kind === 'message' && refused === undefined)
    .map(({ id, about, body, at }, index): Entry => {
      const seq = last + 1 + index
      return { seq, id, at, author: me, kind: 'message', about, priority: undefined, body }
    })
  const refused = outbox.filter((queued) => queued.refused !== undefined)
  const after = last + messages.length + 1
  return [
    ...messages
      .filter(isMessage)
      .map((entry): LogRow => ({ type: 'message', seq: entry.seq, entry, waits: true })),
    ...refused.map((queued, index): LogRow => {
      const repeated = refused[index + 1]?.refused?.code === queued.refused?.code
      return { type: 'refused', seq: after + index, queued, repeated }
    }),
  ]
}

/** Rows of one message and its replies alone, out of the rows of a log and of what waits. */
export function repliesTo(seq: Seq, index: LogIndex, waiting: readonly LogRow[]): LogRow[] {
  const entries = [index.find(seq), ...index.about(seq)].filter((entry) => entry?.kind === 'message')
  return [
    ...entries.flatMap((entry): LogRow[] =>
      entry === undefined ? [] : [{ type: 'message', seq: entry.seq, entry, waits: false }],
    ),
    ...waiting.filter((row) => row.type !== 'message' || row.entry.about === seq),
  ]
}
