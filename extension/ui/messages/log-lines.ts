import { isKind } from '../../../protocol/entry-kinds.ts'
import type { Entry, EntryId, Person, PersonId, Seq, ServerTime } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import { timeline, type MessageState, type TimelineItem } from '../../../protocol/timeline.ts'
import { pendingEntries } from '../../shared/pending-entries.ts'
import type { Queued } from '../../shared/view.ts'
import { isSameDay } from '../i18n/times.ts'
import { createLogIndex, indexAfter, repliesTo, waitingRows, type LogIndex, type LogRow } from './log-rows.ts'
import { textOf } from './text-of.ts'

/** Messages of one author in a row share one heading for as long as no pause is longer. */
const GROUP_PAUSE_MS = 5 * 60_000
/** A quote shows two lines: no more of a text is compared and drawn. */
const QUOTE_MAX = 200

/** The message that another one replies to. */
export type Quote =
  /** `text` undefined: it was deleted. */
  | { held: true; seq: Seq; author: Person; text: string | undefined }
  /** It is older than what is shown. */
  | { held: false; seq: Seq }

/** A message of the log, or one of the person's own that waits to be. */
export interface MessageLine {
  type: 'message'
  key: string
  /** With what it says now. */
  entry: Entry
  state: MessageState
  /** It shows author and time for itself and those that follow without. */
  heads: boolean
  /** Nothing is left of it but that it was there. */
  deleted: boolean
  /** The log does not have it yet. */
  waits: boolean
  quote: Quote | undefined
  /** How many messages that are held reply to it. */
  replies: number
  /** Emoji of reactions that wait, and the kinds of what else waits to be about it. */
  pending: readonly string[]
  /** Its deletion, as long as that waits. */
  deletion: { id: EntryId; at: ServerTime } | undefined
}

/** What the log shows, line by line. `key` is stable as lines come before and after. */
export type LogLine =
  | { type: 'day'; key: string; at: ServerTime }
  | { type: 'new'; key: string }
  /** Who came and went in one stretch. */
  | { type: 'presence'; key: string; joined: Person[]; left: Person[] }
  | MessageLine
  /** `repeated`: the one after it was refused for the same reason, and says so. */
  | { type: 'refused'; key: string; queued: Queued; repeated: boolean }

/** The first message of somebody else after the read mark. */
export function firstUnread(entries: readonly Entry[], mark: Seq, me: PersonId): Seq | undefined {
  for (let index = indexAfter(entries, mark); index < entries.length; index++) {
    const entry = entries[index]
    if (entry !== undefined && entry.author.id !== me && isMessage(entry)) return entry.seq
  }
  return undefined
}

/** A log as it is shown: of each row, lines can be made without looking at the others. */
export interface ShownLog {
  index: LogIndex
  rows: readonly LogRow[]
  /** The "New" line is before this seq. */
  unreadFrom: Seq | undefined
  /** What waits to be about a message, by its seq: as entries, and as it waits. */
  pending: ReadonlyMap<Seq, { entries: readonly Entry[]; queued: readonly Queued[] }>
}

export interface Shown {
  entries: readonly Entry[]
  outbox: readonly Queued[]
  me: Person
  unreadFrom: Seq | undefined
  /** Only this message and its replies. */
  only?: Seq | undefined
}

function pendingOf(outbox: readonly Queued[], me: Person, last: Seq): ShownLog['pending'] {
  const pending = new Map<Seq, { entries: Entry[]; queued: Queued[] }>()
  const of = (seq: Seq) => {
    const known = pending.get(seq) ?? { entries: [], queued: [] }
    pending.set(seq, known)
    return known
  }
  for (const entry of pendingEntries(outbox, me, last))
    if (entry.about !== undefined) of(entry.about).entries.push(entry)
  for (const queued of outbox) {
    const { about, kind, refused } = queued
    if (about !== undefined && kind !== 'message' && refused === undefined) of(about).queued.push(queued)
  }
  return pending
}

/** `index` holds what it was last given, and is given the entries. */
export function shownLog(index: LogIndex, { entries, outbox, me, unreadFrom, only }: Shown): ShownLog {
  index.update(entries)
  const last = entries.at(-1)?.seq ?? 0
  const waiting = waitingRows(outbox, me, last)
  const rows =
    only !== undefined
      ? repliesTo(only, index, waiting)
      : waiting.length === 0
        ? index.rows()
        : [...index.rows(), ...waiting]
  return { index, rows, unreadFrom, pending: pendingOf(outbox, me, last) }
}

/** A message with all that was and is to be about it. */
function itemOf(entry: Entry, waits: boolean, { index, pending }: ShownLog): TimelineItem | undefined {
  if (waits) return timeline([entry])[0]
  const { seq } = entry
  const changes = index.about(seq).filter(({ kind }) => kind !== 'message')
  return timeline([entry, ...changes, ...(pending.get(seq)?.entries ?? [])])[0]
}

function quoteOf({ about }: Entry, log: ShownLog): Quote | undefined {
  if (about === undefined) return undefined
  const original = log.index.find(about)
  const item = original && itemOf(original, false, log)
  if (item === undefined) return { held: false, seq: about }
  const text = item.kind === 'message' ? textOf(item.entry).slice(0, QUOTE_MAX) : undefined
  return { held: true, seq: about, author: item.entry.author, text }
}

const countReplies = (seq: Seq, log: ShownLog): number =>
  log.index
    .about(seq)
    .filter((entry) => entry.kind === 'message' && itemOf(entry, false, log)?.kind === 'message').length

const pendingName = ({ kind, body }: Queued): string =>
  kind === 'reaction' && typeof body['emoji'] === 'string' ? body['emoji'] : kind

type MessageOfLog = LogRow & { type: 'message' }

function messageLine(row: MessageOfLog, heads: boolean, log: ShownLog): MessageLine | undefined {
  const { waits } = row
  const item = itemOf(row.entry, waits, log)
  if (item?.kind !== 'message' && item?.kind !== 'deleted') return undefined
  const { entry, state, kind } = item
  const pending = waits ? [] : (log.pending.get(entry.seq)?.queued ?? [])
  const deletion = pending.find((queued) => queued.kind === 'delete')
  return {
    type: 'message',
    key: `${entry.author.id}/${entry.id}`,
    entry,
    state,
    heads,
    deleted: kind === 'deleted',
    waits,
    quote: kind === 'deleted' ? undefined : quoteOf(entry, log),
    replies: waits ? 0 : countReplies(entry.seq, log),
    pending: pending.map(pendingName),
    deletion: deletion && { id: deletion.id, at: deletion.at },
  }
}

/** Whoever came and went in one stretch shows as what they did last. */
function presenceLine({ seq, entries }: LogRow & { type: 'presence' }): LogLine {
  const newest = new Map<PersonId, Entry>()
  for (const entry of entries) {
    // Deleted first: the order is that of what each did last.
    newest.delete(entry.author.id)
    newest.set(entry.author.id, entry)
  }
  const people = (kind: 'join' | 'leave') =>
    [...newest.values()].filter((entry) => isKind(entry, kind)).map(({ author }) => author)
  return { type: 'presence', key: `${seq}`, joined: people('join'), left: people('leave') }
}

/** When the row begins, and when it ends; undefined: it has no place in time. */
function timesOf(row: LogRow | undefined): { from: ServerTime; to: ServerTime } | undefined {
  if (row?.type === 'message') return { from: row.entry.at, to: row.entry.at }
  if (row?.type !== 'presence') return undefined
  const [first, last] = [row.entries[0], row.entries.at(-1)]
  return first && last && { from: first.at, to: last.at }
}

const sharesHeading = (before: LogRow | undefined, { entry }: MessageOfLog): boolean =>
  before?.type === 'message' &&
  before.entry.author.id === entry.author.id &&
  entry.at - before.entry.at <= GROUP_PAUSE_MS

function rowLines(row: LogRow, before: LogRow | undefined, log: ShownLog): (LogLine | undefined)[] {
  if (row.type === 'refused') {
    const { queued, repeated } = row
    return [{ type: 'refused', key: queued.id, queued, repeated }]
  }
  const { seq } = row
  const [times, earlier] = [timesOf(row), timesOf(before)]
  const day: LogLine | undefined =
    times === undefined || (earlier !== undefined && isSameDay(earlier.to, times.from))
      ? undefined
      : { type: 'day', key: `day-${new Date(times.from).toDateString()}-${seq}`, at: times.from }
  if (row.type === 'presence') return [day, presenceLine(row)]
  const mark: LogLine | undefined =
    seq === log.unreadFrom && !row.waits ? { type: 'new', key: 'new' } : undefined
  const heads = day !== undefined || mark !== undefined || !sharesHeading(before, row)
  return [day, mark, messageLine(row, heads, log)]
}

/** The lines of the rows from index `from` up to `to`, which is not among them. */
export function linesBetween(log: ShownLog, from: number, to: number): LogLine[] {
  const { rows } = log
  return rows
    .slice(from, to)
    .flatMap((row, index) => rowLines(row, rows[from + index - 1], log))
    .filter((line) => line !== undefined)
}

/** All lines of a log. */
export function logLines(shown: Shown): LogLine[] {
  const log = shownLog(createLogIndex(), shown)
  return linesBetween(log, 0, log.rows.length)
}
