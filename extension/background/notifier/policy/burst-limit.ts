import type { LocalTime, LogId, RoomId, Seq } from '../../../../protocol/entry.ts'
import type { Weight } from './alert-weight.ts'

/** More than so many messages of a room in so many ms become one counted card. */
const BURST_MAX = 3
const BURST_MS = 10_000
/** More than so many cards in so many ms go to badge and digest. */
const CARDS_MAX = 6
const CARDS_MS = 60_000
/** A card that says a thousand says enough, and what it counts is stored at each change. */
const COUNTED_MAX = 1000

/** A message of a counted card. */
export interface CountedMessage extends Weight {
  seq: Seq
}

/** A message that went on a card, with the time in ms at which it did. */
export interface BurstMessage extends CountedMessage {
  shownAt: LocalTime
}

/** The messages of one log that went on cards and are not read, ascending. What is read crowds nobody, so it is taken out. */
interface RoomBurst {
  readonly logId: LogId
  readonly messages: readonly BurstMessage[]
}

/** Plain data, and small: it is stored at each change. Times in ms, of any one clock, which is this machine's. */
export interface BurstState {
  /** When the cards of the last minute were raised. */
  readonly cards: readonly LocalTime[]
  readonly rooms: Readonly<Record<RoomId, RoomBurst>>
}

/** A message of a room, at the moment it would go on a card. */
export interface CardEvent {
  room: RoomId
  logId: LogId
  message: BurstMessage
}

/** `counted`: it goes, with those before it, on one card of its room, which takes no place of the minute. */
export type CardKind = { kind: 'single' } | { kind: 'counted'; counts: CountedMessage[] }

export const noBursts: BurstState = { cards: [], rooms: {} }

/** A clock that was set back must not make a burst that lasts until it has caught up: what lies ahead is dropped. */
const isWithin = (time: LocalTime, at: LocalTime, span: number): boolean => time > at - span && time <= at
const recentOf = (burst: readonly BurstMessage[], at: LocalTime): BurstMessage[] =>
  burst.filter(({ shownAt }) => isWithin(shownAt, at, BURST_MS))
const cardsOf = ({ cards }: BurstState, at: LocalTime): LocalTime[] =>
  cards.filter((time) => isWithin(time, at, CARDS_MS))

type RoomOf = Pick<CardEvent, 'room' | 'logId'>

/** A room may have the name of what every object has. */
function burstOf({ rooms }: BurstState, { room, logId }: RoomOf): readonly BurstMessage[] {
  const burst = Object.hasOwn(rooms, room) ? rooms[room] : undefined
  return burst?.logId === logId ? burst.messages : []
}

const isSingle = (state: BurstState, of: RoomOf, at: LocalTime): boolean =>
  recentOf(burstOf(state, of), at).length < BURST_MAX

const counted = ({ seq, priority, mention, displayTime }: BurstMessage): CountedMessage => ({
  seq,
  priority,
  mention,
  displayTime,
})

/** The card that a message would get now. */
export function cardKind(state: BurstState, event: CardEvent): CardKind {
  if (isSingle(state, event, event.message.shownAt)) return { kind: 'single' }
  const all = [...burstOf(state, event), event.message].slice(-COUNTED_MAX)
  return { kind: 'counted', counts: all.map(counted) }
}

/** The cards of this minute are used up. */
export const noCardLeft = (state: BurstState, at: LocalTime): boolean =>
  cardsOf(state, at).length >= CARDS_MAX

/** The fact `burst` of a message: the cards of this minute are used up, and it would need a new one. */
export const isBurst = (state: BurstState, of: RoomOf, at: LocalTime): boolean =>
  isSingle(state, of, at) && noCardLeft(state, at)

/** A message went on a card of this kind (`cardKind`, asked just before). What is older than the rules look back is forgotten. */
export function afterCard(state: BurstState, event: CardEvent): BurstState {
  const { room, logId, message } = event
  const at = message.shownAt
  const { kind } = cardKind(state, event)
  const cards = cardsOf(state, at)
  const others = Object.entries(state.rooms).filter(
    ([id, { messages }]) => id !== room && recentOf(messages, at).length > 0,
  )
  const before = burstOf(state, event)
  const messages = [...(kind === 'single' ? recentOf(before, at) : before), message].slice(-COUNTED_MAX)
  return {
    cards: kind === 'single' ? [...cards, at] : cards,
    rooms: { ...Object.fromEntries(others), [room]: { logId, messages } },
  }
}

/** One more card that counts nothing: that of an edit. */
export const afterOneCard = (state: BurstState, at: LocalTime): BurstState => ({
  ...state,
  cards: [...cardsOf(state, at), at],
})

/** Keeps in the bursts what `keeps` says: the rest was read, or is of a room that is no longer the person's. */
export function keepInBursts(
  state: BurstState,
  keeps: (room: RoomId, seq: Seq, logId: LogId) => boolean,
): BurstState {
  const rooms = Object.entries(state.rooms)
    .map(([room, { logId, messages }]) => {
      return [room, { logId, messages: messages.filter(({ seq }) => keeps(room, seq, logId)) }] as const
    })
    .filter(([, { messages }]) => messages.length > 0)
  return { ...state, rooms: Object.fromEntries(rooms) }
}
