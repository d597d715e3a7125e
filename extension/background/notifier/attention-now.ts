import type { PersonAttention, RoomAttention } from '../../../protocol/attention.ts'
import { isBefore, isQuiet } from '../../bridge/quiet-hours.ts'
import type { AlertFacts } from './rules/decide.ts'
import { resolveLevel } from './rules/resolve-level.ts'

/** The attention settings and the server's clock, ms UTC. */
export interface Attention {
  person(): PersonAttention
  room(id: string): RoomAttention
  now(): number
}

/** What the settings, as they are now, say of a room with so many people: these facts of the decision. */
export function attentionNow(
  attention: Attention,
  room: { id: string; members: number },
): Pick<AlertFacts, 'agreed' | 'quiet' | 'muted' | 'level'> {
  const person = attention.person()
  const ofRoom = attention.room(room.id)
  const now = attention.now()
  return {
    agreed: person.urgent,
    quiet: isBefore(person.doNotDisturbUntil, now) || isQuiet(person.quietHours, now),
    muted: isBefore(ofRoom.mutedUntil, now),
    level: resolveLevel({ room: ofRoom.level, person: person.level, members: room.members }),
  }
}
