/** More than so many messages of a room in so many ms become one counted card. */
const BURST_MAX = 3
const BURST_MS = 10_000
/** More than so many cards in so many ms go to badge and digest. */
const CARDS_MAX = 6
const CARDS_MS = 60_000

/** Plain data, and small: it may be stored at each change. Times in ms, of any one clock. */
export interface FloodState {
  /** When the cards of the last minute were raised. */
  readonly cards: readonly number[]
  /** Rooms with messages on cards in the last 10 s. `count` 0: each had its own card; else what the counted one stands for. */
  readonly rooms: Readonly<Record<string, { readonly times: readonly number[]; readonly count: number }>>
}

/** A message of a room, at the moment it would go on a card. */
export interface CardEvent {
  room: string
  at: number
}

/**
 * `single`: a card of its own. `counted`: it goes, with those before it, on one card of its room, which stands for `count`
 * messages. That card takes no place of the minute.
 */
export type CardKind = { kind: 'single' } | { kind: 'counted'; count: number }

export const calm: FloodState = { cards: [], rooms: {} }

/** A clock that was put back must not make a flood that lasts until it has caught up: what lies ahead is dropped. */
const within = (times: readonly number[], at: number, span: number): number[] =>
  times.filter((time) => time > at - span && time <= at)

/** The card that a message would get now. */
export function cardKind({ rooms }: FloodState, { room, at }: CardEvent): CardKind {
  const before = rooms[room]
  const recent = within(before?.times ?? [], at, BURST_MS).length
  if (before === undefined || recent < BURST_MAX) return { kind: 'single' }
  return { kind: 'counted', count: Math.max(before.count, BURST_MAX) + 1 }
}

/** The fact `flood` of a message: the cards of this minute are used up, and it would need a new one. */
export const isFlooded = (state: FloodState, event: CardEvent): boolean =>
  cardKind(state, event).kind === 'single' && within(state.cards, event.at, CARDS_MS).length >= CARDS_MAX

/** A message went on a card of this kind (`cardKind`, asked just before). What is older than the rules look back is forgotten. */
export function afterCard(state: FloodState, event: CardEvent): FloodState {
  const { room, at } = event
  const card = cardKind(state, event)
  const cards = within(state.cards, at, CARDS_MS)
  const others = Object.entries(state.rooms)
    .filter(([id]) => id !== room)
    .map(([id, { times, count }]) => [id, { times: within(times, at, BURST_MS), count }] as const)
    .filter(([, { times }]) => times.length > 0)
  const times = [...within(state.rooms[room]?.times ?? [], at, BURST_MS), at].slice(-BURST_MAX)
  return {
    cards: card.kind === 'single' ? [...cards, at] : cards,
    rooms: {
      ...Object.fromEntries(others),
      [room]: { times, count: card.kind === 'counted' ? card.count : 0 },
    },
  }
}
