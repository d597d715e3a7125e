import type { Weight } from './weight.ts'

/** More than so many messages of a room in so many ms become one counted card. */
const BURST_MAX = 3
const BURST_MS = 10_000
/** More than so many cards in so many ms go to badge and digest. */
const CARDS_MAX = 6
const CARDS_MS = 60_000
/** A card that says a thousand says enough, and what it counts is stored at each change. */
const COUNTED_MAX = 1000

/** Plain data, and small: it may be stored at each change. Times in ms, of any one clock. */
export interface FloodState {
  /** When the cards of the last minute were raised. */
  readonly cards: readonly number[]
  /**
   * By room its burst: the seqs of messages that went on cards and are not read, ascending, each with when and how heavy. A counted card
   * stands for all of them. What is read no longer crowds anybody, so it is taken out. Seqs of another log are other messages.
   */
  readonly rooms: Readonly<Record<string, { readonly logId: string; readonly told: Burst }>>
}

export type Burst = readonly (readonly [seq: number, at: number, weight: Weight])[]

/** A message of a room, at the moment it would go on a card. */
export interface CardEvent {
  room: string
  logId: string
  seq: number
  at: number
  weight: Weight
}

/**
 * `single`: a card of its own. `counted`: it goes, with those before it, on one card of its room, which stands for `seqs`, each with its
 * weight.
 * That card takes no place of the minute.
 */
export type CardKind = { kind: 'single' } | { kind: 'counted'; seqs: number[]; weights: Weight[] }

export const calm: FloodState = { cards: [], rooms: {} }

/** A clock that was put back must not make a flood that lasts until it has caught up: what lies ahead is dropped. */
const isWithin = (time: number, at: number, span: number): boolean => time > at - span && time <= at
const recentOf = (burst: Burst, at: number): Burst => burst.filter(([, time]) => isWithin(time, at, BURST_MS))
const cardsOf = ({ cards }: FloodState, at: number): number[] =>
  cards.filter((time) => isWithin(time, at, CARDS_MS))

/** A room may have the name of what every object has. */
function burstOf({ rooms }: FloodState, { room, logId }: Pick<CardEvent, 'room' | 'logId'>): Burst {
  const burst = Object.hasOwn(rooms, room) ? rooms[room] : undefined
  return burst?.logId === logId ? burst.told : []
}

const isSingle = (state: FloodState, event: Omit<CardEvent, 'weight'>): boolean =>
  recentOf(burstOf(state, event), event.at).length < BURST_MAX

/** The card that a message would get now. */
export function cardKind(state: FloodState, event: CardEvent): CardKind {
  const { seq, at, weight } = event
  if (isSingle(state, event)) return { kind: 'single' }
  const all = [...burstOf(state, event), [seq, at, weight] as const].slice(-COUNTED_MAX)
  return { kind: 'counted', seqs: all.map(([other]) => other), weights: all.map(([, , of]) => of) }
}

/** The fact `flood` of a message: the cards of this minute are used up, and it would need a new one. */
export const isFlooded = (state: FloodState, event: Omit<CardEvent, 'weight'>): boolean =>
  isSingle(state, event) && cardsOf(state, event.at).length >= CARDS_MAX

/** A message went on a card of this kind (`cardKind`, asked just before). What is older than the rules look back is forgotten. */
export function afterCard(state: FloodState, event: CardEvent): FloodState {
  const { room, logId, seq, at, weight } = event
  const { kind } = cardKind(state, event)
  const cards = cardsOf(state, at)
  const others = Object.entries(state.rooms).filter(
    ([id, { told }]) => id !== room && recentOf(told, at).length > 0,
  )
  const before = burstOf(state, event)
  const told = [...(kind === 'single' ? recentOf(before, at) : before), [seq, at, weight] as const]
  return {
    cards: kind === 'single' ? [...cards, at] : cards,
    rooms: { ...Object.fromEntries(others), [room]: { logId, told: told.slice(-COUNTED_MAX) } },
  }
}

/** Leaves in the bursts what `stays` says: the rest was read, or is of a room that is no longer the person's. */
export function keepInBursts(
  state: FloodState,
  stays: (room: string, seq: number, logId: string) => boolean,
): FloodState {
  const rooms = Object.entries(state.rooms)
    .map(([room, { logId, told }]) => {
      return [room, { logId, told: told.filter(([seq]) => stays(room, seq, logId)) }] as const
    })
    .filter(([, { told }]) => told.length > 0)
  return { ...state, rooms: Object.fromEntries(rooms) }
}
