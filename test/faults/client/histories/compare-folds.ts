import { isDeepStrictEqual } from 'node:util'
import type { Entry, Seq } from '../../../../protocol/entry.ts'
import { timeline, type TimelineItem } from '../../../../protocol/timeline.ts'
import type { Violation } from '../../history/violation.ts'
import type { KillableClient } from './killable-client.ts'

/** What is shown of entries of one log: the messages as they are now, and which answers which. */
export type Fold = (entries: readonly Entry[]) => { items: TimelineItem[]; replies: [of: Seq, reply: Seq][] }

export const foldAsShipped: Fold = (entries) => ({
  items: timeline(entries),
  replies: entries.flatMap(({ kind, seq, about }): [Seq, Seq][] =>
    kind === 'message' && about !== undefined ? [[about, seq]] : [],
  ),
})

/** The fold of somebody who does not understand entries of this kind that are about a message. */
export const foldWithout =
  (kind: string): Fold =>
  (entries) =>
    foldAsShipped(entries.map((entry) => (entry.kind === kind ? unknown(entry) : entry)))

function unknown({ about, ...entry }: Entry): Entry {
  if (about === undefined) return { ...entry }
  return entry.kind === 'message' ? { ...entry } : { ...entry, about, kind: 'later' }
}

/** `log`: what somebody reads now who holds nothing. */
export async function compareFolds(
  client: KillableClient,
  room: string,
  log: readonly Entry[],
  fold: Fold,
): Promise<Violation[]> {
  const { low, cursor } = client.channel().room(room)?.saved() ?? { low: 1, cursor: 0 }
  const kept = await client.journal().entries(room, Infinity, 100_000)
  const who = `${client.person.person.name}, who holds ${low} to ${cursor} of ${room},`
  if (cursor !== log.length || kept.length !== cursor - low + 1)
    return [{ kind: 'gap', what: `${who} keeps ${kept.length} of ${log.length}` }]
  const found: Violation[] = []
  kept.forEach((entry, index) => {
    const stored = log[low - 1 + index]
    if (!isDeepStrictEqual(entry, stored))
      found.push({ kind: 'disagreement', what: `${who} keeps ${inWords(entry)}, not ${inWords(stored)}` })
  })
  // Whatever is about an entry comes after it: who holds the end of the log holds all that changes what they hold.
  const fresh = from(low, foldAsShipped(log))
  const shown = from(low, fold(kept))
  fresh.items.forEach((item, index) => {
    if (!isDeepStrictEqual(shown.items[index], item))
      found.push({
        kind: 'disagreement',
        what: `${who} shows ${inWords(shown.items[index])}, not ${inWords(item)}`,
      })
  })
  if (!isDeepStrictEqual(shown.replies, fresh.replies))
    found.push({ kind: 'disagreement', what: `${who} shows other replies` })
  return found
}

const from = (low: Seq, { items, replies }: ReturnType<Fold>): ReturnType<Fold> => ({
  items: items.filter(({ entry }) => entry.seq >= low),
  replies: replies.filter(([of]) => of >= low),
})

const inWords = (value: unknown): string => JSON.stringify(value)
