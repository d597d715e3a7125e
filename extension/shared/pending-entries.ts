import { waitsForConnection } from '../../protocol/entry-kinds.ts'
import type { Entry, Person, Seq } from '../../protocol/entry.ts'
import type { Queued } from './view.ts'

/**
 * What waits to be about a message, as entries that follow the log: `timeline([...entries, ...pendingEntries(…)])` shows the
 * messages as they will be. A message that waits is none of them: it has no place yet, and shows after the log. Left out is
 * what was refused, which changes nothing, and a claim, which is the person's only when the log has it.
 */
export const pendingEntries = (outbox: readonly Queued[], me: Person, last: Seq): Entry[] =>
  outbox
    .filter(({ kind, refused }) => kind !== 'message' && refused === undefined && waitsForConnection(kind))
    .map(({ id, kind, about, body, at }, index) => ({
      seq: last + 1 + index,
      id,
      at,
      author: me,
      kind,
      about,
      priority: undefined,
      body,
    }))

/** The words of a message or an edit that waits; empty: it has none. */
export const queuedText = ({ body }: Queued): string => (typeof body['text'] === 'string' ? body['text'] : '')
