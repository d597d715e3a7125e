import type { Entry, Person, Priority } from '../../protocol/entry.ts'
import type { Room } from '../../protocol/up.ts'
import type { Change } from './change.ts'

export interface LogInfo {
  id: string
  name: string
  logId: string
  /** The last seq; 0 while the log is empty. */
  head: number
  /** The oldest seq that is kept. */
  floor: number
}

export interface LogLine extends LogInfo {
  /** How many people are in the room. */
  members: number
  /** Names of those who may send priority 5; null: everybody, an empty list: nobody. */
  urgentFrom: string[] | null
}

export interface NewEntry {
  room: string
  author: Person
  /** Null for what the server writes by itself: joins and leaves. */
  device: string | null
  id: string
  kind: string
  /** The entry of the room that it is about. */
  about?: number | undefined
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
  readonly now: number
  findLog(room: string): Promise<LogInfo | undefined>
  createLog(log: { id: string; name: string; logId: string }): Promise<void>
  /** The member with this id, or undefined for somebody who is not one (or for a room that is not there). */
  findMember(room: string, person: string): Promise<(Person & { seen: number }) | undefined>
  /** `seen` is where the new member's read mark starts. Adding somebody twice is an error. */
  addMember(room: string, person: string, seen: number): Promise<void>
  /** Their notification settings for the room go too, which counts the revision of their settings up. */
  removeMember(room: string, person: string): Promise<void>
  /** The existing seq of this device's `id` in the log. It is kept for ever, also when the entry is no longer kept. */
  findExistingSeq(room: string, device: string, id: string): Promise<{ seq: number; at: number } | undefined>
  /** The kind and the author's id of the entry with this seq; undefined: there is none yet, or it is no longer kept. */
  findEntry(room: string, seq: number): Promise<{ kind: string; author: string } | undefined>
  /** The first entry of this kind about the one at `about`. */
  findAbout(room: string, about: number, kind: string): Promise<{ seq: number; at: number } | undefined>
  countAbout(room: string, about: number, kind: string): Promise<number>
  /** Takes away for good the bodies of the entry with this seq and of its edits. Before the commit ends, no file holds them any more. */
  blank(room: string, seq: number): Promise<void>
  /** How many messages of the room are pinned, without the one with this seq. */
  countPinned(room: string, without: number): Promise<number>
  setPinned(room: string, seq: number, on: boolean): Promise<void>
  /** Gives the entry the room's next seq: no gaps, no number twice, in the order of the calls. The room must exist. */
  append(entry: NewEntry): Promise<Entry>
  moveReadMark(room: string, person: string, seq: number): Promise<void>
  /** Whether the room takes messages of priority 5 from this member. */
  maySendUrgent(room: string, person: string): Promise<boolean>
  /** How many messages of priority 5 the author wrote in the room after `since`; older ones are not counted again. */
  countUrgent(room: string, author: string, since: number): Promise<number>
  /** Ids of people; null: everybody, an empty list: nobody. */
  setUrgentSenders(room: string, people: string[] | null): Promise<void>
  /** Adds to the outcome what whoever pushes has to act on; a transaction that did not commit emits nothing. */
  emit(change: Change): void
}

export interface RangeQuery {
  room: string
  after?: number | undefined
  before?: number | undefined
  around?: number | undefined
  limit: number
}

export interface PageEntries {
  logId: string
  entries: Entry[]
  /** Entries about those, and after all of them. At most RANGE_MAX_ENTRIES and RANGE_MAX_BYTES, the first ones. */
  later?: Entry[] | undefined
}

export interface Range extends PageEntries {
  floor: number
  head: number
}

export interface Head {
  logId: string
  seq: number
  seen: number
}

export interface RoomSummary {
  id: string
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
  /** The kept messages of the room that are pinned, and what is about them. */
  pinned(room: string): Promise<PageEntries | undefined>
  isMember(room: string, person: string): Promise<boolean>
  /** The person's rooms by id, with head, read mark and counts. Takes as long however much is unread. */
  roomsOf(person: string): Promise<Room[]>
  headsOf(person: string): Promise<Record<string, Head>>
  /** What the push `room` says; undefined: there is no such room. */
  findRoom(room: string): Promise<RoomSummary | undefined>
  logs(): Promise<LogLine[]>
  members(room: string): Promise<Person[]>
}
