import type {
  Entry,
  EntryId,
  LogId,
  Person,
  PersonId,
  Priority,
  RoomId,
  Seq,
  ServerTime,
} from '../../protocol/entry.ts'
import type { Room } from '../../protocol/up.ts'
import type { Change } from './change.ts'
import type { DeviceId } from './principal.ts'

export interface LogInfo {
  id: RoomId
  name: string
  logId: LogId
  /** The last seq; 0 while the log is empty. */
  head: Seq
  /** The oldest seq that is kept. */
  floor: Seq
}

export interface LogLine extends LogInfo {
  /** How many people are in the room. */
  members: number
  /** Names of those who may send priority 5; null: everybody, an empty list: nobody. */
  urgentFrom: string[] | null
}

export interface NewEntry {
  room: RoomId
  author: Person
  /** Null for what the server writes by itself: joins and leaves. */
  device: DeviceId | null
  id: EntryId
  kind: string
  /** The entry of the room that it is about. */
  about?: Seq | undefined
  /** One of priority 5 counts towards its author's hour. */
  priority?: Priority | undefined
  body: Record<string, unknown>
  /** Whether it counts as unread for others. */
  unread: boolean
}

/**
 * The log's part of what a rule may do inside one transaction. Rules of one batch run one after the other and each sees what those
 * before it did; all become durable together or not at all. A rule checks first and writes last: an error that it
 * throws undoes the whole batch.
 */
export interface LogTransaction {
  /** The time of the transaction, server's clock in ms UTC. Whoever commits gives it: a store reads no clock. */
  readonly now: ServerTime
  findLog(room: RoomId): Promise<LogInfo | undefined>
  createLog(log: { id: RoomId; name: string; logId: LogId }): Promise<void>
  /** The member with this id, or undefined for somebody who is not one (or for a room that is not there). */
  findMember(room: RoomId, person: PersonId): Promise<(Person & { seen: Seq }) | undefined>
  /** `seen` is where the new member's read mark starts. Adding somebody twice is an error. */
  addMember(room: RoomId, person: PersonId, seen: Seq): Promise<void>
  /** Their notification settings for the room go too, which counts the revision of their settings up. */
  removeMember(room: RoomId, person: PersonId): Promise<void>
  /** The existing seq of this device's `id` in the log. It is kept for ever, also when the entry is no longer kept. */
  findExistingSeq(
    room: RoomId,
    device: DeviceId,
    id: EntryId,
  ): Promise<{ seq: Seq; at: ServerTime } | undefined>
  /** The kind and the author's id of the entry with this seq; undefined: there is none yet, or it is no longer kept. */
  findEntry(room: RoomId, seq: Seq): Promise<{ kind: string; author: PersonId } | undefined>
  /** The first entry of this kind about the one at `about`. */
  findAbout(room: RoomId, about: Seq, kind: string): Promise<{ seq: Seq; at: ServerTime } | undefined>
  countAbout(room: RoomId, about: Seq, kind: string): Promise<number>
  /** Takes away for good the bodies of the entry with this seq and of its edits. Within a second after the commit no file holds them any more. */
  blank(room: RoomId, seq: Seq): Promise<void>
  /** How many messages of the room are pinned, without the one with this seq. */
  countPinned(room: RoomId, without: Seq): Promise<number>
  setPinned(room: RoomId, seq: Seq, on: boolean): Promise<void>
  /** Gives the entry the room's next seq: no gaps, no number twice, in the order of the calls. The room must exist. */
  append(entry: NewEntry): Promise<Entry>
  moveReadMark(room: RoomId, person: PersonId, seq: Seq): Promise<void>
  /** Whether the room takes messages of priority 5 from this member. */
  maySendUrgent(room: RoomId, person: PersonId): Promise<boolean>
  /** How many messages of priority 5 the author wrote in the room after `since`; older ones are not counted again. */
  countUrgent(room: RoomId, author: PersonId, since: ServerTime): Promise<number>
  /** Ids of people; null: everybody, an empty list: nobody. */
  setUrgentSenders(room: RoomId, people: PersonId[] | null): Promise<void>
  /** Adds to the outcome what whoever pushes has to act on; a transaction that did not commit emits nothing. */
  emit(change: Change): void
}

export interface RangeQuery {
  room: RoomId
  after?: Seq | undefined
  before?: Seq | undefined
  around?: Seq | undefined
  limit: number
}

export interface PageEntries {
  logId: LogId
  entries: Entry[]
  /**
   * Entries about those, and after all of them, that count for what they are now (`counts` in entry-kinds.ts). Of kinds of which
   * each one counts: as many as fit into RANGE_MAX_ENTRIES and RANGE_MAX_BYTES, the first ones.
   */
  later?: Entry[] | undefined
}

export interface PinnedPage extends PageEntries {
  /** How many pinned messages come after these. */
  rest: number
}

export interface Range extends PageEntries {
  floor: Seq
  head: Seq
}

export interface Head {
  logId: LogId
  seq: Seq
  seen: Seq
}

export interface RoomSummary {
  id: RoomId
  name: string
  /** How many people are in it. */
  members: number
}

/** The log's part of what is read. Reads see everything that was committed before they were asked, and nothing that was not. */
export interface LogReader {
  /**
   * Entries in order, without a hole, all from one moment: after `after`, or the last ones before `before`, or as many on
   * either side of `around`, with what is about them, or the last ones. At most RANGE_MAX_ENTRIES and RANGE_MAX_BYTES, but at least one if there is one.
   */
  range(query: RangeQuery): Promise<Range | undefined>
  /** The kept messages of the room that are pinned, those after `after` where it is given, as many as fit, and what is about them. */
  pinned(room: RoomId, after?: Seq): Promise<PinnedPage | undefined>
  isMember(room: RoomId, person: PersonId): Promise<boolean>
  /** The person's rooms by id, with head, read mark and counts. Takes as long however much is unread. */
  roomsOf(person: PersonId): Promise<Room[]>
  headsOf(person: PersonId): Promise<Record<string, Head>>
  /** What the push `room` says; undefined: there is no such room. */
  findRoom(room: RoomId): Promise<RoomSummary | undefined>
  logs(): Promise<LogLine[]>
  members(room: RoomId): Promise<Person[]>
}
