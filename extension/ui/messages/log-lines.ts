import type { Entry, Person, PersonId, Seq, ServerTime } from '../../../protocol/entry.ts'
import { isMessage, type MessageEntry } from '../../../protocol/message.ts'
import { timeline, type MessageState } from '../../../protocol/timeline.ts'
import { isSameDay } from '../i18n/times.ts'

/** Messages of one author in a row share one heading for as long as no pause is longer. */
const GROUP_PAUSE_MS = 5 * 60_000

/** What the log shows, line by line. `key` is stable as lines come before and after. */
export type LogLine =
  | { type: 'day'; key: string; at: ServerTime }
  | { type: 'new'; key: string }
  | { type: 'join' | 'leave'; key: string; name: string }
  | { type: 'deleted'; key: string; author: Person; at: ServerTime; heads: boolean }
  /** `heads`: it shows author and time for itself and those that follow without. */
  | { type: 'message'; key: string; entry: MessageEntry; state: MessageState; heads: boolean }

/** The first message of somebody else after the read mark. */
export const firstUnread = (entries: Entry[], mark: Seq, me: PersonId): Seq | undefined =>
  entries.find((entry) => entry.seq > mark && entry.author.id !== me && isMessage(entry))?.seq

/** `unreadFrom` is the seq that the "New" line is before. */
export function logLines(entries: Entry[], unreadFrom: Seq | undefined): LogLine[] {
  const lines: LogLine[] = []
  let shown: Entry | undefined
  let group: Entry | undefined
  for (const item of timeline(entries)) {
    const { entry } = item
    if (shown === undefined || !isSameDay(shown.at, entry.at)) {
      lines.push({ type: 'day', key: `day-${new Date(entry.at).toDateString()}-${entry.seq}`, at: entry.at })
      group = undefined
    }
    shown = entry
    if (entry.seq === unreadFrom) {
      lines.push({ type: 'new', key: 'new' })
      group = undefined
    }
    const { author, at } = entry
    const heads = group?.author.id !== author.id || at - group.at > GROUP_PAUSE_MS
    const key = `${entry.seq}`
    group = undefined
    if (item.kind === 'message')
      lines.push({ type: 'message', key, entry: item.entry, state: item.state, heads })
    else if (item.kind === 'deleted') lines.push({ type: 'deleted', key, author, at, heads })
    else lines.push({ type: item.kind, key, name: author.name })
    if (item.kind === 'message' || item.kind === 'deleted') group = entry
  }
  return lines
}
