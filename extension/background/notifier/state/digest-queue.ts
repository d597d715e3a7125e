import type { LocalTime, LogId, Seq } from '../../../../protocol/entry.ts'
import type { AlertMessage, DigestItem, DigestQueue, DigestRoom } from './alert-state.ts'

/** Of one room are so many kept: a digest that says a thousand says enough, and it is stored at each change. */
const ITEMS_MAX = 1000
/** Of all rooms together: whoever sends into a thousand rooms makes no larger digest. The badge counts what is left out. */
const ALL_ITEMS_MAX = 2000
/** Each room keeps its newest message whole. */
const ROOMS_MAX = 50

/** What is known of a message besides itself. */
export interface Queued {
  age: DigestItem['age']
  members: number
  /** Unread messages before it that are not in the cache. */
  skipped: number
}

export const roomsOf = (queue: DigestQueue): DigestRoom[] => (queue.is === 'empty' ? [] : queue.rooms)

/** The same queue with these rooms; `due` counts where nothing waited before. */
export const queueOf = (rooms: DigestRoom[], due: LocalTime): DigestQueue =>
  rooms.length === 0 ? { is: 'empty' } : { is: 'waiting', rooms, due }

/** Adds one message. Its room becomes the newest of the rooms. */
export function enqueue(rooms: DigestRoom[], message: AlertMessage, how: Queued): DigestRoom[] {
  const { room, roomName, logId, seq, mention, priority, editSeq } = message
  const known = rooms.find((other) => other.logId === logId)
  if (known?.items.some((other) => other.seq === seq) === true) return rooms
  const item: DigestItem = { seq, mention, priority, age: how.age, editSeq }
  const skippedBefore = known?.skipped ?? 0
  // The server's count includes what waited before it.
  const before = how.skipped > skippedBefore ? [] : (known?.items ?? [])
  const next: DigestRoom = {
    room,
    roomName,
    members: how.members,
    logId,
    items: inOrder([...before, item]).slice(-ITEMS_MAX),
    newest: message,
    skipped: Math.max(skippedBefore, how.skipped),
  }
  return withinLimits([...rooms.filter((other) => other !== known), next])
}

/** An edited message may be older than others that wait. */
const inOrder = (items: DigestItem[]): DigestItem[] => items.sort((a, b) => a.seq - b.seq)

const mentionsAnybody = ({ items }: DigestRoom): boolean => items.some(({ mention }) => mention)
const sizeOf = (rooms: DigestRoom[]): number => rooms.reduce((sum, { items }) => sum + items.length, 0)

/** The rooms that were added to longest ago go first, and of those the ones that do not mention the person. */
function withinLimits(rooms: DigestRoom[]): DigestRoom[] {
  const bounded = [...rooms]
  while (bounded.length > 1 && (bounded.length > ROOMS_MAX || sizeOf(bounded) > ALL_ITEMS_MAX)) {
    const withoutMention = bounded.slice(0, -1).findIndex((room) => !mentionsAnybody(room))
    bounded.splice(Math.max(withoutMention, 0), 1)
  }
  return bounded.length === rooms.length ? rooms : bounded
}

/** Both together, each message once. */
export const merge = (one: DigestRoom[], other: DigestRoom[]): DigestRoom[] =>
  withinLimits(other.reduce(mergeRoom, one))

function mergeRoom(rooms: DigestRoom[], next: DigestRoom): DigestRoom[] {
  const known = rooms.find(({ logId }) => logId === next.logId)
  if (known === undefined) return [...rooms, next]
  // The server's count includes what is before it.
  const before = next.skipped === 0 ? known.items : []
  const items = new Map([...before, ...next.items].map((item) => [item.seq, item]))
  const merged: DigestRoom = {
    ...next,
    items: inOrder([...items.values()]).slice(-ITEMS_MAX),
    newest: newer(known.newest, next.newest),
    skipped: next.skipped === 0 ? known.skipped : next.skipped,
  }
  return [...rooms.filter((room) => room !== known), merged]
}

const newer = (one: AlertMessage | undefined, other: AlertMessage | undefined): AlertMessage | undefined =>
  one !== undefined && (other === undefined || one.seq > other.seq) ? one : other

export const includes = (rooms: DigestRoom[], logId: LogId, seq: Seq): boolean =>
  rooms.some((room) => room.logId === logId && room.items.some((item) => item.seq === seq))

/** Keeps the items that `keeps` says; a room without any goes. */
export const keepItems = (
  rooms: DigestRoom[],
  keeps: (item: DigestItem, room: DigestRoom) => boolean,
): DigestRoom[] =>
  rooms.flatMap((room) => {
    const items = room.items.filter((item) => keeps(item, room))
    if (items.length === room.items.length) return [room]
    if (items.length === 0) return []
    const { newest, ...rest } = room
    const hasNewest = newest !== undefined && items.some(({ seq }) => seq === newest.seq)
    // Whoever has read the first of them has read what is before it.
    const skipped = items[0] === room.items[0] ? room.skipped : 0
    return [hasNewest ? { ...rest, items, skipped, newest } : { ...rest, items, skipped }]
  })

/** What a digest says: "14 messages in 3 rooms, 2 mention you". All zero for none. */
export function summaryOf(rooms: DigestRoom[]): { count: number; rooms: number; mentions: number } {
  return {
    count: rooms.reduce((sum, { items, skipped }) => sum + items.length + skipped, 0),
    rooms: new Set(rooms.map(({ room }) => room)).size,
    mentions: rooms.reduce((sum, { items }) => sum + items.filter(({ mention }) => mention).length, 0),
  }
}

/** The room where to begin: of those that mention the person, or of all, the one with the newest message. */
export function leadingRoom(rooms: DigestRoom[]): DigestRoom | undefined {
  const mentioning = rooms.filter(mentionsAnybody)
  const among = mentioning.length > 0 ? mentioning : rooms
  return [...among].sort((a, b) => (b.newest?.at ?? 0) - (a.newest?.at ?? 0))[0]
}

/** The one message that these rooms come to: a digest of one message is shown as that message. */
export function onlyMessage(rooms: DigestRoom[]): AlertMessage | undefined {
  const [room, ...others] = rooms
  return others.length === 0 && room?.items.length === 1 && room.skipped === 0 ? room.newest : undefined
}
