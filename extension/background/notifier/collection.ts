import type { CollectedItem, CollectedRoom, Collection, ToldMessage } from './board.ts'
import { digestOf, type Digest } from './rules/digest.ts'

/** Of one room are so many kept: a digest that says a thousand says enough, and it is stored at each change. */
const ITEMS_MAX = 1000
/** Of all rooms together: whoever sends into a thousand rooms makes no larger digest. The badge counts what is left out. */
const ALL_ITEMS_MAX = 2000
/** Each room keeps its newest message whole. */
const ROOMS_MAX = 50

export const empty: Collection = { rooms: [], due: null }

/** What is known of a message besides itself. */
export interface Circumstance {
  came: CollectedItem[3]
  members: number
  /** Unread messages before it that were not read here. */
  more: number
}

/** `due` counts where nothing waited before. */
export function collect(into: Collection, message: ToldMessage, how: Circumstance, due: number): Collection {
  return { rooms: put(into.rooms, message, how), due: into.due ?? due }
}

function put(
  rooms: CollectedRoom[],
  message: ToldMessage,
  { came, members, ...how }: Circumstance,
): CollectedRoom[] {
  const { room, roomName, logId, seq, calls, priority } = message
  const known = rooms.find((other) => other.logId === logId)
  if (known?.items.some(([other]) => other === seq) === true) return rooms
  const item: CollectedItem = [seq, calls, priority, came]
  // The server's count holds what waited before it too.
  const begins = how.more > (known?.more ?? 0)
  const items = [...(begins ? [] : (known?.items ?? [])), item].slice(-ITEMS_MAX)
  const more = Math.max(known?.more ?? 0, how.more)
  return bounded([
    ...rooms.filter((other) => other !== known),
    { room, roomName, members, logId, items, newest: message, ...(more > 0 ? { more } : {}) },
  ])
}

const callsAnybody = ({ items }: CollectedRoom): boolean => items.some(([, calls]) => calls)
const sizeOf = (rooms: CollectedRoom[]): number => rooms.reduce((sum, { items }) => sum + items.length, 0)

/** The rooms that were added to longest ago go first, and of those the ones that do not call the person. */
function bounded(rooms: CollectedRoom[]): CollectedRoom[] {
  const left = [...rooms]
  while (left.length > 1 && (left.length > ROOMS_MAX || sizeOf(left) > ALL_ITEMS_MAX)) {
    const quiet = left.slice(0, -1).findIndex((room) => !callsAnybody(room))
    left.splice(Math.max(quiet, 0), 1)
  }
  return left.length === rooms.length ? rooms : left
}

/** Both together, each message once. */
export const merge = (one: CollectedRoom[], other: CollectedRoom[]): CollectedRoom[] =>
  bounded(mergeAll(one, other))

const mergeAll = (one: CollectedRoom[], other: CollectedRoom[]): CollectedRoom[] =>
  other.reduce((rooms, next) => {
    const known = rooms.find(({ logId }) => logId === next.logId)
    if (known === undefined) return [...rooms, next]
    // The server's count holds what is before it.
    const before = next.more === undefined ? known.items : []
    const items = new Map([...before, ...next.items].map((item) => [item[0], item]))
    const sorted = [...items.values()].sort(([a], [b]) => a - b).slice(-ITEMS_MAX)
    const more = next.more ?? known.more
    const newest = newer(known.newest, next.newest)
    const merged = { ...next, items: sorted, newest, ...(more === undefined ? {} : { more }) }
    return [...rooms.filter((room) => room !== known), merged]
  }, one)

const newer = (one: ToldMessage | undefined, other: ToldMessage | undefined): ToldMessage | undefined =>
  one !== undefined && (other === undefined || one.seq > other.seq) ? one : other

export const holds = (rooms: CollectedRoom[], logId: string, seq: number): boolean =>
  rooms.some((room) => room.logId === logId && room.items.some(([other]) => other === seq))

/** Leaves those that `stay` says; a room without any goes. */
export const keep = (
  rooms: CollectedRoom[],
  stay: (room: string, seq: number, logId: string) => boolean,
): CollectedRoom[] => keepItems(rooms, ([seq], { room, logId }) => stay(room, seq, logId))

export const keepItems = (
  rooms: CollectedRoom[],
  stay: (item: CollectedItem, room: CollectedRoom) => boolean,
): CollectedRoom[] =>
  rooms.flatMap((room) => {
    const items = room.items.filter((item) => stay(item, room))
    if (items.length === room.items.length) return [room]
    if (items.length === 0) return []
    const { newest, more, ...rest } = room
    const isThere = newest !== undefined && items.some(([seq]) => seq === newest.seq)
    // Whoever has read the first of them has read what is before it.
    const stays = more !== undefined && items[0] === room.items[0] ? { more } : {}
    return [{ ...rest, items, newest: isThere ? newest : undefined, ...stays }]
  })

export function sumOf(rooms: CollectedRoom[]): Digest {
  const sum = digestOf(rooms.flatMap(({ room, items }) => items.map(([, calls]) => ({ room, calls }))))
  return { ...sum, count: rooms.reduce((count, { more = 0 }) => count + more, sum.count) }
}

/** The room where to begin: of those that call the person, or of all, the one with the newest message. */
export function leading(rooms: CollectedRoom[]): CollectedRoom | undefined {
  const calling = rooms.filter(callsAnybody)
  const among = calling.length > 0 ? calling : rooms
  return [...among].sort((a, b) => (b.newest?.at ?? 0) - (a.newest?.at ?? 0))[0]
}

/** What the digest of these says of where it leads. */
export function headOf(
  rooms: CollectedRoom[],
): Pick<ToldMessage, 'room' | 'roomName' | 'calls' | 'at'> | undefined {
  const lead = leading(rooms)
  if (lead === undefined) return undefined
  const { room, roomName, newest } = lead
  return { room, roomName, calls: sumOf(rooms).mentions > 0, at: newest?.at ?? 0 }
}

/** A digest of one message is shown as that message. */
export function onlyOne(rooms: CollectedRoom[]): ToldMessage | undefined {
  const [room, ...others] = rooms
  return others.length === 0 && room?.items.length === 1 && room.more === undefined ? room.newest : undefined
}
