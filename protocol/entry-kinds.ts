import * as v from 'valibot'
import {
  aboutSchema,
  entryIdSchema,
  prioritySchema,
  roomIdSchema,
  type Entry,
  type EntryId,
  type Priority,
  type RoomId,
  type Seq,
} from './entry.ts'
import { EDITS_MAX, EMOJI_MAX, HOLD_MAX_MS, PINS_MAX } from './limits.ts'
import { DEFAULT_PRIORITY, messageBodySchema, messageInputSchema } from './message.ts'

/** A kind of entry. The server's checks, the command `append` and what clients make of an entry follow from its row. */
export interface KindRow {
  /** Its body as it is sent: what is not known here is refused. */
  sent: v.StrictObjectSchema<v.ObjectEntries, undefined>
  /** What a reader needs of its body. Fields that are not known here may be there too (SPEC 2.6). */
  read: v.ObjectSchema<v.ObjectEntries, undefined>
  /** The kind of the kept entry of the same room that it is about; `perhaps-message`: a message, or nothing. */
  about: 'message' | 'perhaps-message' | 'nothing'
  /** Who appends it: a member, the member who wrote what it is about, or the server by itself. */
  by: 'member' | 'author' | 'server'
  /** `about`: the log holds one for each entry that it is about, the first; a later one is answered with the first's place. */
  once: 'about' | 'no'
  /** What is the most that a log holds of it: about one entry, or that are on in the whole room. */
  most: 'any' | { about: number } | { on: number }
  /** Of those about one message, which count for what the message is now. */
  counts: 'none' | 'last' | 'each'
  /** Whether it may be about a message that was deleted. */
  aboutDeleted: boolean
  /** Whether the bodies of what it is about, and of its edits, are taken away for good with it. */
  blanks: boolean
  /** Whether its author may give it a priority. */
  priority: boolean
  /** Whether it counts as unread for others, unless its priority is 1. */
  unread: boolean
  /** Whether a client keeps it until there is a connection. Nobody hears meanwhile who takes care of something. */
  waits: boolean
}

const nothing = { sent: v.strictObject({}), read: v.object({}) }

/** One emoji of Unicode's list for interchange, as a person sees one: with its skin tone, its joined parts and its variation. */
const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v')
export const emojiSchema = v.pipe(
  v.string(),
  v.maxLength(EMOJI_MAX),
  v.regex(oneEmoji, 'a reaction is one emoji'),
)

const reaction = { emoji: emojiSchema, on: v.boolean() }
const pin = { on: v.boolean() }

/** What all kinds have unless their row says something else. */
const usual = {
  once: 'no',
  most: 'any',
  counts: 'none',
  aboutDeleted: false,
  blanks: false,
  priority: false,
  unread: false,
  waits: false,
} as const

/** What the server says by itself, of its author. */
const server = { ...usual, ...nothing, about: 'nothing', by: 'server' } as const

/** Every kind that is known here. Others may be in a log, and are kept and not shown. */
export const entryKinds = {
  /** About a message it is a reply to it. */
  message: {
    ...usual,
    sent: messageInputSchema,
    read: messageBodySchema,
    about: 'perhaps-message',
    aboutDeleted: true,
    by: 'member',
    priority: true,
    unread: true,
    waits: true,
  },
  /** What the message says from now on, whole. */
  edit: {
    ...usual,
    sent: messageInputSchema,
    read: messageBodySchema,
    about: 'message',
    by: 'author',
    most: { about: EDITS_MAX },
    counts: 'last',
    waits: true,
  },
  delete: {
    ...usual,
    ...nothing,
    about: 'message',
    by: 'author',
    once: 'about',
    counts: 'last',
    blanks: true,
    waits: true,
  },
  reaction: {
    ...usual,
    sent: v.strictObject(reaction),
    read: v.object(reaction),
    about: 'message',
    by: 'member',
    counts: 'each',
    waits: true,
  },
  pin: {
    ...usual,
    sent: v.strictObject(pin),
    read: v.object(pin),
    about: 'message',
    by: 'member',
    most: { on: PINS_MAX },
    counts: 'last',
    waits: true,
  },
  /** "I have it": its author takes care of the message (SPEC 8.4). */
  claim: { ...usual, ...nothing, about: 'message', by: 'member', once: 'about', counts: 'last' },
  join: server,
  leave: server,
} as const satisfies Record<string, KindRow>

type Kinds = typeof entryKinds
export type EntryKind = keyof Kinds
/** The kinds that a client may append. */
export type MemberKind = { [K in EntryKind]: Kinds[K]['by'] extends 'server' ? never : K }[EntryKind]
/** The kinds that are always about another entry. */
export type AboutKind = { [K in EntryKind]: Kinds[K]['about'] extends 'message' ? K : never }[EntryKind]

/** An entry of this kind, as a reader understands it. */
export type EntryOf<K extends EntryKind> = Entry & {
  kind: K
  body: v.InferOutput<Kinds[K]['read']>
} & (K extends AboutKind ? { about: Seq } : unknown)

const isEntryKind = (kind: string): kind is EntryKind => Object.hasOwn(entryKinds, kind)

/** True for an entry of the kind that a reader can understand. */
export function isKind<K extends EntryKind>(entry: Entry, kind: K): entry is EntryOf<K> {
  const { about, read }: KindRow = entryKinds[kind]
  if (entry.kind !== kind || (about === 'message' && entry.about === undefined)) return false
  return v.is(read, entry.body)
}

/** The message whose text, and whose edits', goes for good with this entry; undefined: none does. */
export const blankedBy = ({ kind, about }: Pick<Entry, 'kind' | 'about'>): number | undefined =>
  isEntryKind(kind) && entryKinds[kind].blanks ? about : undefined

/** Whether a client keeps such an entry until there is a connection, or says that there is none. */
export const waitsForConnection = (kind: MemberKind): boolean => entryKinds[kind].waits

/** Whether it counts as unread for everybody but its author (SPEC 7.2). */
export const countsAsUnread = ({
  kind,
  priority = DEFAULT_PRIORITY,
}: Pick<Entry, 'kind' | 'priority'>): boolean => isEntryKind(kind) && entryKinds[kind].unread && priority > 1

/** What a client appends. Its kind's row says which of `about` and `priority` it has, and its body's shape. */
export interface AppendInput {
  room: RoomId
  id: EntryId
  kind: MemberKind
  about?: Seq | undefined
  priority?: Priority | undefined
  body: Record<string, unknown>
}

const isMemberKind = (kind: EntryKind): kind is MemberKind => entryKinds[kind].by !== 'server'
const memberKinds = (Object.keys(entryKinds) as EntryKind[]).filter(isMemberKind)
export const memberKindSchema = v.picklist(memberKinds)

function envelopeOf({ about, priority }: KindRow): v.ObjectEntries {
  const fields: Record<string, v.GenericSchema> = {}
  if (about !== 'nothing') fields['about'] = about === 'message' ? aboutSchema : v.optional(aboutSchema)
  if (priority) fields['priority'] = v.optional(prioritySchema)
  return fields
}

const appendSchemas = memberKinds.map((kind) =>
  v.strictObject({
    room: roomIdSchema,
    id: entryIdSchema,
    kind: v.literal(kind),
    ...envelopeOf(entryKinds[kind]),
    body: entryKinds[kind].sent,
  }),
)

/** One variant a kind: its type is said above, since the rows say which fields each of them has. */
export const appendInputSchema: v.GenericSchema<unknown, AppendInput> = v.variant('kind', appendSchemas)

/**
 * An entry that a person appends about another one: what pages and bots ask of a client. `holdMs`: it waits so long before it
 * is sent, so that it can be undone.
 */
export type AboutInput = Omit<AppendInput, 'priority'> & {
  kind: AboutKind
  about: Seq
  holdMs?: number | undefined
}

/** Of such a kind it is nothing but a change of the message that it is about; a reply is a message by itself. */
export const isAboutKind = (kind: MemberKind): kind is MemberKind & AboutKind =>
  entryKinds[kind].about === 'message'

const aboutSchemas = memberKinds.filter(isAboutKind).map((kind) =>
  v.strictObject({
    room: roomIdSchema,
    id: entryIdSchema,
    kind: v.literal(kind),
    about: aboutSchema,
    body: entryKinds[kind].sent,
    holdMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(HOLD_MAX_MS))),
  }),
)
export const aboutInputSchema: v.GenericSchema<unknown, AboutInput> = v.variant('kind', aboutSchemas)
