import { isKind, type AboutKind, type EntryOf } from './entry-kinds.ts'
import type { Entry, Person } from './entry.ts'
import { isMessage, type MessageEntry } from './message.ts'

/** What later entries of the log made of a message. */
export interface MessageState {
  /** Who takes care of it. */
  claimedBy: Person | undefined
}

/** Of a message that no entry is about: one object, so that who draws it sees that nothing changed. */
const untouched: MessageState = { claimedBy: undefined }

/** What an entry of each kind that is about a message makes of it, entry by entry in the order of the log. */
const folds: { [K in AboutKind]: (state: MessageState, entry: EntryOf<K>) => MessageState } = {
  claim: (state, { author }) => (state.claimedBy === undefined ? { ...state, claimedBy: author } : state),
}

const isAboutKind = (kind: string): kind is AboutKind => Object.hasOwn(folds, kind)

const fold = <K extends AboutKind>(kind: K, state: MessageState, entry: Entry): MessageState =>
  isKind(entry, kind) ? folds[kind](state, entry) : state

/** What the entries made of the messages that they are about, by the messages' seqs, those before the entries too. */
export function messageStates(entries: readonly Entry[]): Map<number, MessageState> {
  const states = new Map<number, MessageState>()
  for (const entry of entries) {
    const { about, kind } = entry
    if (about === undefined || !isAboutKind(kind)) continue
    states.set(about, fold(kind, states.get(about) ?? untouched, entry))
  }
  return states
}

/** What is shown of a log, in its order. Entries that are about another show in that one alone. */
export type TimelineItem =
  { kind: 'message'; entry: MessageEntry; state: MessageState } | { kind: 'join' | 'leave'; entry: Entry }

/**
 * Folds entries of one log, in order, into what is shown of them. Where they are all that follow a message, or all that are
 * about it, they hold every change of it. Kinds that are not known show nothing.
 */
export function timeline(entries: readonly Entry[]): TimelineItem[] {
  const states = messageStates(entries)
  return entries.flatMap((entry): TimelineItem[] => {
    if (isMessage(entry)) return [{ kind: 'message', entry, state: states.get(entry.seq) ?? untouched }]
    if (isKind(entry, 'join') || isKind(entry, 'leave')) return [{ kind: entry.kind, entry }]
    return []
  })
}
