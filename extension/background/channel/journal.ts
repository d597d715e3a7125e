import type { PersonSettings, RoomSettings } from '../../../protocol/notification-settings.ts'
import { isAboutKind, type MemberKind } from '../../../protocol/entry-kinds.ts'
import type {
  Entry,
  EntryId,
  LocalTime,
  LogId,
  Person,
  PersonId,
  RoomId,
  Seq,
  ServerTime,
} from '../../../protocol/entry.ts'
import type { Failure } from '../../../protocol/result.ts'
import type { SettingsChange } from '../../../protocol/up.ts'

/** Who this browser is on which server. */
export interface SavedAccount {
  server: string
  token: string
  me: Person
}

/** The server's count of unread messages, and what it counted: those after `seen` up to `seq`. */
export interface UnreadBase {
  seen: Seq
  seq: Seq
  count: number
}

/**
 * A room as it is kept. The entries kept are exactly those of `low` to `cursor`; none if `cursor < low`.
 * `logId` undefined: nothing is known of its log yet.
 */
export interface SavedRoom {
  id: RoomId
  name: string
  members: number
  logId: LogId | undefined
  low: Seq
  cursor: Seq
  /** The oldest seq that the server keeps. */
  floor: Seq
  /** The person's read mark; the server may not know it yet. */
  seen: Seq
  base: UnreadBase
  /** The log turned out to be another one, or to begin later, and was loaded anew. */
  reloaded: boolean
  /** When that happened lately, this machine's clock in ms; it outlives the background, or a new one would allow it again. */
  replacedAt?: readonly LocalTime[] | undefined
}

/** An entry that waits for its place in the log. `order` is given by the journal and grows: it is the order of sending. */
export interface OutboxItem {
  order: number
  id: EntryId
  room: RoomId
  kind: MemberKind
  /** The entry of the room's log that it is about: a place in that log and in no other. */
  about: Seq | undefined
  body: Record<string, unknown>
  /** When it was written, this machine's clock in ms. */
  at: LocalTime
  /** Where the log put it, once acknowledged. It stays until that seq is applied. */
  acknowledged: { logId: LogId; seq: Seq } | undefined
  refused: Failure | undefined
  /**
   * Held back until then, this machine's clock in ms, so that it can be undone. It is taken away before the first try to
   * send it: who has one was surely never sent.
   */
  notBefore?: LocalTime | undefined
}

/** The item in another log, or none: undefined where it only changes an entry of the one that is gone. */
export const withoutLog = (item: OutboxItem): OutboxItem | undefined =>
  isAboutKind(item.kind) ? undefined : { ...item, about: undefined, acknowledged: undefined }

/**
 * A change made here that the server has not acknowledged. `revision`: what it was sent with first; a repeat names the same one.
 * Undefined: it was never sent.
 */
export type PendingChange = SettingsChange & { revision?: number | undefined }

/** The person's notification settings as this device knows them. */
export interface SavedSettings {
  /** As the server said last. Rooms that were never set are left out. */
  person: PersonSettings
  rooms: Record<string, RoomSettings>
  /** At most one change a part, the last one. It applies here instead of what the server said. */
  pending: PendingChange[]
  /** The server's clock minus this machine's, ms; undefined: not heard yet. */
  clockOffset: number | undefined
}

/** The entries that are kept, for those who only show them. */
export type JournalReader = Pick<Journal, 'entries' | 'entry' | 'about'>

/**
 * What outlives the background. Each method is one transaction: all of it or nothing, and it is on its way to the disk
 * when the promise settles. Methods that say *flushed* wait for the disk. A repeat of any of them changes nothing more.
 */
export interface Journal {
  rooms(): Promise<SavedRoom[]>
  /** All rooms' items, in order. */
  outbox(): Promise<OutboxItem[]>
  /** Up to `limit` newest entries before `before` (exclusive), ascending. */
  entries(room: RoomId, before: Seq, limit: number): Promise<Entry[]>
  /**
   * How many of the kept messages after `after`, and up to `upTo` where it is given, others than `me` of `apply` wrote, those
   * of priority 1 left out. It reads keys and no message: what is unread may be large.
   */
  countOthers(room: RoomId, after: Seq, upTo?: Seq): Promise<number>
  /** Undefined: not kept. */
  entry(room: RoomId, seq: Seq): Promise<Entry | undefined>
  /** The kept entries that are about the one at `seq`, in order: all there are, since all that follows a kept entry is kept. */
  about(room: RoomId, seq: Seq): Promise<Entry[]>
  /** Undefined: never heard of and never set. */
  settings(): Promise<SavedSettings | undefined>
  /** The server's clock, ms; undefined: it never had everything. */
  connectedUntil(): Promise<ServerTime | undefined>

  /** Stores the room's own fields; entries stay. */
  saveRoom(room: SavedRoom): Promise<void>
  /**
   * The room, its entries, what was acknowledged there, whose entry will not come any more, and what only changes an entry of
   * it. Messages stay in the outbox, replies as if they were none. Answers with the ids taken out.
   */
  removeRoom(room: RoomId): Promise<EntryId[]>
  /**
   * Stores entries and the room's new interval together, and takes out of the outbox what that interval now holds:
   * items with the id of one of the entries by `me`, and items acknowledged at or before the cursor. Kept entries before
   * `room.low` go. Answers with the ids taken out.
   * Of a message that is deleted by one of the entries, or by one that is kept, no text is kept: neither its own nor its
   * edits', those that wait in the outbox go, and so does a draft that is that text.
   */
  apply(room: SavedRoom, entries: Entry[], me: PersonId): Promise<EntryId[]>
  /** The same, and all other entries of the room go: the new interval does not touch the one that was kept. */
  open(room: SavedRoom, entries: Entry[], me: PersonId): Promise<EntryId[]>
  /**
   * The room's log is another one: its entries go and what waits to change one of them, acknowledgements of the old log
   * are forgotten (so that the items are sent again), replies become messages that are none, and the room is stored.
   */
  reset(room: SavedRoom): Promise<void>

  /**
   * Flushed. Puts the entry at the end of the outbox; a message takes the room's draft with it that is its text. Answers with the item that waits,
   * which for a repeat of an id is the first one.
   */
  queue(item: Omit<OutboxItem, 'order'>): Promise<OutboxItem>
  /**
   * Flushed. `left`: it is not in the outbox any more, since it was taken out before, or since the room's interval
   * holds the seq that it is acknowledged at.
   */
  saveItem(item: OutboxItem): Promise<'waits' | 'left'>
  /**
   * Flushed. Takes out an item that is refused, or held back by `notBefore`. Any other stays: it may be with the server already.
   * True: this call took it out.
   */
  deleteItem(id: EntryId): Promise<boolean>

  /** Flushed. All of it is replaced. */
  saveSettings(settings: SavedSettings): Promise<void>
  saveConnectedUntil(at: ServerTime): Promise<void>
}
