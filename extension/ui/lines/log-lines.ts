import { isKind } from '../../../protocol/entry-kinds.ts'
import type { Entry } from '../../../protocol/entry.ts'
import { isMessage, type MessageEntry } from '../../../protocol/message.ts'
import { isSameDay } from '../words/times.ts'

/** Messages of one author in a row share one heading for as long as no pause is longer. */
const GROUP_PAUSE_MS = 5 * 60_000

/** What the log shows, line by line. `key` is stable as lines come before and after. */
export type LogLine =
  | { type: 'day'; key: string; at: number }
  | { type: 'new'; key: string }
  | { type: 'join' | 'leave'; key: string; name: string }
  /** `heads`: it shows author and time for itself and those that follow without. */
  | { type: 'message'; key: string; entry: MessageEntry; heads: boolean; claimedBy: string | undefined }

/** Who has which message, by its seq: the first claim in the log counts. */
function claimants(entries: Entry[]): Map<number, string> {
  const names = new Map<number, string>()
  for (const entry of entries) {
    if (isKind(entry, 'claim') && !names.has(entry.about)) names.set(entry.about, entry.author.name)
  }
  return names
}

/** The first message of somebody else after the read mark. */
export const firstUnread = (entries: Entry[], mark: number, me: string): number | undefined =>
  entries.find((entry) => entry.seq > mark && entry.author.id !== me && isMessage(entry))?.seq

const isPresence = (kind: string): kind is 'join' | 'leave' => kind === 'join' || kind === 'leave'

/** `unreadFrom` is the seq that the "New" line stands before. Kinds that are not known show nothing. */
export function logLines(entries: Entry[], unreadFrom: number | undefined): LogLine[] {
  const lines: LogLine[] = []
  const claimed = claimants(entries)
  let shown: Entry | undefined
  let group: MessageEntry | undefined
  for (const entry of entries) {
    if (!isMessage(entry) && !isPresence(entry.kind)) continue
    if (shown === undefined || !isSameDay(shown.at, entry.at)) {
      lines.push({ type: 'day', key: `day-${new Date(entry.at).toDateString()}-${entry.seq}`, at: entry.at })
      group = undefined
    }
    shown = entry
    if (entry.seq === unreadFrom) {
      lines.push({ type: 'new', key: 'new' })
      group = undefined
    }
    if (isMessage(entry)) {
      const heads = group?.author.id !== entry.author.id || entry.at - group.at > GROUP_PAUSE_MS
      const claimedBy = claimed.get(entry.seq)
      lines.push({ type: 'message', key: `${entry.seq}`, entry, heads, claimedBy })
      group = entry
    } else if (isPresence(entry.kind)) {
      lines.push({ type: entry.kind, key: `${entry.seq}`, name: entry.author.name })
      group = undefined
    }
  }
  return lines
}
