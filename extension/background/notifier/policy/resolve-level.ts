import { SMALL_ROOM_MAX, type Level } from '../../../../protocol/notification-settings.ts'

/** What a level comes to in one room. */
export type ResolvedLevel = Exclude<Level, 'small'>

interface LevelFacts {
  /** Set for this room; null: as everywhere. */
  room: Level | null
  /** Set for everywhere. */
  person: Level
  /** People in the room, oneself included. */
  members: number
}

/** The room's own level comes first; `small` is `all` in a small room and `mentions` in a larger one. */
export function resolveLevel({ room, person, members }: LevelFacts): ResolvedLevel {
  const level = room ?? person
  if (level !== 'small') return level
  return members <= SMALL_ROOM_MAX ? 'all' : 'mentions'
}

/** The unread messages of a room count on the badge, unless nothing of it is wanted. A muted room goes on counting. */
export const countsOnBadge = (facts: LevelFacts): boolean => resolveLevel(facts) !== 'nothing'
