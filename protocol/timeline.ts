import { isKind, type AboutKind, type EntryOf } from './entry-kinds.ts'
import type { Entry, Person, Seq } from './entry.ts'
import { isMessage, type MessageEntry } from './message.ts'

/** Who reacted with one emoji, in the order in which they did. */
export interface Reaction {
  emoji: string
  people: readonly Person[]
}

/** What later entries of the log made of a message. */
export interface MessageState {
  /** Who takes care of it. */
  claimedBy: Person | undefined
  /** The edit that holds what it says now. */
  edit: EntryOf<'edit'> | undefined
  deletedBy: Person | undefined
  pinnedBy: Person | undefined
  /** In the order in which each emoji came first. */
  reactions: readonly Reaction[]
}

/** Of a message that no entry is about: one object, so that who draws it sees that nothing changed. */
const untouched: MessageState = {
  claimedBy: undefined,
  edit: undefined,
  deletedBy: undefined,
  pinnedBy: undefined,
  reactions: [],
}

/** What an entry of each kind that is about a message makes of it, entry by entry in the order of the log. */
const folds: { [K in AboutKind]: (state: MessageState, entry: EntryOf<K>) => MessageState } = {
  claim: (state, { author }) => (state.claimedBy === undefined ? { ...state, claimedBy: author } : state),
  edit: (state, edit) => ({ ...state, edit }),
  // Nothing is left of it but that it was there, and who has an alert of it.
  delete: ({ claimedBy }, { author }) => ({ ...untouched, claimedBy, deletedBy: author }),
  reaction: (state, { author, body }) => ({
    ...state,
    reactions: body.on
      ? withReaction(state.reactions, body.emoji, author)
      : withoutReaction(state.reactions, body.emoji, author),
  }),
  pin: (state, { author, body }) => ({ ...state, pinnedBy: body.on ? author : undefined }),
}

function withReaction(reactions: readonly Reaction[], emoji: string, who: Person): readonly Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji)
  if (known === undefined) return [...reactions, { emoji, people: [who] }]
  if (known.people.some(({ id }) => id === who.id)) return reactions
  const more = { emoji, people: [...known.people, who] }
  return reactions.map((reaction) => (reaction === known ? more : reaction))
}

const withoutReaction = (reactions: readonly Reaction[], emoji: string, who: Person): readonly Reaction[] =>
  reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji) return [reaction]
    const people = reaction.people.filter(({ id }) => id !== who.id)
    return people.length === 0 ? [] : [{ emoji, people }]
  })

const isAboutKind = (kind: string): kind is AboutKind => Object.hasOwn(folds, kind)

/** What was deleted is not brought back by what a client sent before it heard of it. */
const fold = <K extends AboutKind>(kind: K, state: MessageState, entry: Entry): MessageState =>
  state.deletedBy === undefined && isKind(entry, kind) ? folds[kind](state, entry) : state

/** What the entries made of the messages that they are about, by the messages' seqs, those before the entries too. */
export function messageStates(entries: readonly Entry[]): Map<Seq, MessageState> {
  const states = new Map<Seq, MessageState>()
  for (const entry of entries) {
    const { about, kind } = entry
    if (about === undefined || !isAboutKind(kind)) continue
    states.set(about, fold(kind, states.get(about) ?? untouched, entry))
  }
  return states
}

/** What is shown of a log, in its order. Entries that are about another show in that one alone. */
export type TimelineItem =
  /** `entry` with what it says now. */
  | { kind: 'message'; entry: MessageEntry; state: MessageState }
  | { kind: 'deleted'; entry: Entry; state: MessageState }
  | { kind: 'join' | 'leave'; entry: Entry }

/**
 * Folds entries of one log, in order, into what is shown of them. Where they are all that follow a message, or all that are
 * about it, they hold every change of it. Kinds that are not known show nothing.
 */
export function timeline(entries: readonly Entry[]): TimelineItem[] {
  const states = messageStates(entries)
  return entries.flatMap((entry): TimelineItem[] => {
    if (entry.kind === 'message') return [toItem(entry, states.get(entry.seq) ?? untouched)]
    if (isKind(entry, 'join') || isKind(entry, 'leave')) return [{ kind: entry.kind, entry }]
    return []
  })
}

function toItem(entry: Entry, state: MessageState): TimelineItem {
  if (state.deletedBy !== undefined || !isMessage(entry)) return { kind: 'deleted', entry, state }
  return { kind: 'message', entry: state.edit === undefined ? entry : edited(entry, state.edit), state }
}

/** With the buttons that it was sent with: an edit must not change one under the pointer of who is about to press it. */
function edited(entry: MessageEntry, { body }: EntryOf<'edit'>): MessageEntry {
  const { actions }: Entry['body'] = entry.body
  const now = { ...body, actions }
  return { ...entry, body: now }
}
