import { isKind } from '../../../protocol/entry-kinds.ts'
import type { Entry, EntryId, Person, PersonId, Seq, ServerTime } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import { timeline, type MessageState, type TimelineItem } from '../../../protocol/timeline.ts'
import { pendingEntries } from '../../shared/pending-entries.ts'
import type { Queued } from '../../shared/view.ts'
import { isSameDay } from '../i18n/times.ts'
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
  /** How many messages that are shown reply to it. */
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
export const firstUnread = (entries: Entry[], mark: Seq, me: PersonId): Seq | undefined =>
  entries.find((entry) => entry.seq > mark && entry.author.id !== me && isMessage(entry))?.seq

export interface Shown {
  entries: Entry[]
  outbox: readonly Queued[]
  me: Person
  /** The "New" line is before this seq. */
  unreadFrom: Seq | undefined
  /** Only this message and its replies. */
  only?: Seq | undefined
}

type Drawn = TimelineItem & { waits: boolean }

/** Of a message that waits: nothing can be about it. */
const waiting: MessageState = {
  claimedBy: undefined,
  edit: undefined,
  deletedBy: undefined,
  pinnedBy: undefined,
  reactions: [],
}

function itemsOf({ entries, outbox, me }: Shown): Drawn[] {
  const last = entries.at(-1)?.seq ?? 0
  const logged = timeline([...entries, ...pendingEntries(outbox, me, last)])
  const queued = outbox
    .filter(({ kind, refused }) => kind === 'message' && refused === undefined)
    .map(({ id, about, body, at }, index): Entry => {
      const seq = last + 1 + index
      return { seq, id, at, author: me, kind: 'message', about, priority: undefined, body }
    })
    .filter(isMessage)
  return [
    ...logged.map((item): Drawn => ({ ...item, waits: false })),
    ...queued.map((entry): Drawn => ({ kind: 'message', entry, state: waiting, waits: true })),
  ]
}

/** What other lines and the outbox say about each message, by its seq. */
function linksOf(items: readonly Drawn[], outbox: readonly Queued[]) {
  const held = new Map(items.filter(({ waits }) => !waits).map((item) => [item.entry.seq, item]))
  const replies = new Map<Seq, number>()
  for (const { kind, entry } of items)
    if (kind === 'message' && entry.about !== undefined)
      replies.set(entry.about, (replies.get(entry.about) ?? 0) + 1)
  const pending = new Map<Seq, Queued[]>()
  for (const queued of outbox) {
    const { about, kind, refused } = queued
    if (about === undefined || kind === 'message' || refused !== undefined) continue
    pending.set(about, [...(pending.get(about) ?? []), queued])
  }
  return { held, replies, pending }
}
type Links = ReturnType<typeof linksOf>

function quoteOf({ about }: Entry, { held }: Links): Quote | undefined {
  if (about === undefined) return undefined
  const original = held.get(about)
  if (original === undefined) return { held: false, seq: about }
  const { entry, kind } = original
  const text = kind === 'message' ? textOf(entry).slice(0, QUOTE_MAX) : undefined
  return { held: true, seq: about, author: entry.author, text }
}

const pendingName = ({ kind, body }: Queued): string =>
  kind === 'reaction' && typeof body['emoji'] === 'string' ? body['emoji'] : kind

function messageLine(item: Drawn & { state: MessageState }, heads: boolean, links: Links): MessageLine {
  const { entry, state, waits, kind } = item
  const pending = waits ? [] : (links.pending.get(entry.seq) ?? [])
  const deletion = pending.find((queued) => queued.kind === 'delete')
  return {
    type: 'message',
    key: `${entry.author.id}/${entry.id}`,
    entry,
    state,
    heads,
    deleted: kind === 'deleted',
    waits,
    quote: kind === 'deleted' ? undefined : quoteOf(entry, links),
    replies: waits ? 0 : (links.replies.get(entry.seq) ?? 0),
    pending: pending.map(pendingName),
    deletion: deletion && { id: deletion.id, at: deletion.at },
  }
}

type Presence = LogLine & { type: 'presence' }

/** Whoever came and went in one stretch shows as what they did last. */
function withPresence(before: Presence | undefined, entry: Entry): Presence {
  const { key, joined, left } = before ?? { key: `${entry.seq}`, joined: [], left: [] }
  const others = (people: Person[]) => people.filter(({ id }) => id !== entry.author.id)
  const joins = isKind(entry, 'join')
  return {
    type: 'presence',
    key,
    joined: [...others(joined), ...(joins ? [entry.author] : [])],
    left: [...others(left), ...(joins ? [] : [entry.author])],
  }
}

function refusedLines(outbox: readonly Queued[]): LogLine[] {
  const refused = outbox.filter((queued) => queued.refused !== undefined)
  return refused.map((queued, index) => {
    const repeated = refused[index + 1]?.refused?.code === queued.refused?.code
    return { type: 'refused', key: queued.id, queued, repeated }
  })
}

export function logLines(shown: Shown): LogLine[] {
  const { outbox, unreadFrom, only } = shown
  const lines: LogLine[] = []
  const items = itemsOf(shown)
  const links = linksOf(items, outbox)
  let before: Entry | undefined
  /** Who shares a heading with what comes next. */
  let group: Entry | undefined
  for (const item of items) {
    const { entry } = item
    if (only !== undefined && entry.seq !== only && entry.about !== only) continue
    if (before === undefined || !isSameDay(before.at, entry.at)) {
      lines.push({ type: 'day', key: `day-${new Date(entry.at).toDateString()}-${entry.seq}`, at: entry.at })
      group = undefined
    }
    before = entry
    if (entry.seq === unreadFrom && !item.waits) {
      lines.push({ type: 'new', key: 'new' })
      group = undefined
    }
    if (item.kind === 'message' || item.kind === 'deleted') {
      const heads = group?.author.id !== entry.author.id || entry.at - group.at > GROUP_PAUSE_MS
      lines.push(messageLine(item, heads, links))
      group = entry
    } else {
      const last = lines.at(-1)
      const stretch = last?.type === 'presence' ? last : undefined
      if (stretch !== undefined) lines.pop()
      lines.push(withPresence(stretch, entry))
      group = undefined
    }
  }
  return [...lines, ...refusedLines(outbox)]
}
