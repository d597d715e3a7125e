import { useEffect, useMemo, useState } from 'preact/hooks'
import { timeline } from '../../../protocol/timeline.ts'
import { pendingEntries } from '../../shared/pending-entries.ts'
import type { PinnedMessage } from '../../shared/requests.ts'
import type { Account, RoomView } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'

/** Kinds of entries that change which messages are pinned, or what those say. */
const changing = ['pin', 'edit', 'delete']

/**
 * What is pinned in the room that is shown: as the server says, and as what is shown of the log and what waits makes of it since.
 */
export function usePinned(ask: Ask, me: Account['me'], view: RoomView | undefined): PinnedMessage[] {
  const [pinned, setPinned] = useState<PinnedMessage[]>([])
  const room = view?.room
  const revision = view?.entries.findLast(({ kind }) => changing.includes(kind))?.seq
  useEffect(() => {
    if (room === undefined) return undefined
    let gone = false
    void ask('pinned', { room }).then((answer) => {
      if (answer.ok && !gone) setPinned(answer.value)
    })
    return () => {
      gone = true
    }
  }, [room, revision])

  return useMemo(() => {
    if (view === undefined) return []
    const { entries, state } = view
    const last = entries.at(-1)?.seq ?? 0
    const all = [...entries, ...pendingEntries(state.outbox, me, last)]
    // What was never pinned is not folded: a long log has few that were.
    const ever = new Set(all.flatMap(({ kind, about }) => (kind === 'pin' ? [about] : [])))
    const items = timeline(all.filter(({ seq, about }) => ever.has(seq) || ever.has(about)))
    const first = entries[0]?.seq ?? Infinity
    const now = items.flatMap((item): PinnedMessage[] => {
      if (item.kind !== 'message' || item.state.pinnedBy === undefined) return []
      const { seq, author, at, body } = item.entry
      return [{ seq, author, text: body.text, at }]
    })
    return [...pinned.filter(({ seq }) => seq < first || seq > last), ...now]
  }, [pinned, view?.entries, view?.state.outbox])
}
