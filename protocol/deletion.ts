import { blankedBy } from './entry-kinds.ts'
import type { Entry, Seq } from './entry.ts'

/** The seqs of the messages that these entries delete. */
export const deletedIn = (entries: readonly Entry[]): Set<Seq> =>
  new Set(entries.map(blankedBy).filter((seq) => seq !== undefined))

/** Whether its body is text of one of the deleted messages: its own, or an edit's. A reply has a text of its own. */
export const isTextOf = (
  { kind, seq, about }: Pick<Entry, 'kind' | 'seq' | 'about'>,
  deleted: ReadonlySet<Seq>,
): boolean =>
  (kind === 'message' && deleted.has(seq)) || (kind === 'edit' && about !== undefined && deleted.has(about))

/** The entries as a log holds them once these messages are deleted (SPEC 2.11). */
export const withoutTextOf = (entries: readonly Entry[], deleted: ReadonlySet<Seq>): Entry[] =>
  entries.map((entry) => (isTextOf(entry, deleted) ? { ...entry, body: {} } : entry))
