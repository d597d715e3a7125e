import type { ServerTime } from '../../protocol/entry.ts'
import { UNTIL_TURNED_ON } from '../../protocol/notification-settings.ts'
import { dayAfter, instantOf, wallTime } from './zone-time.ts'

/** In the order in which they are offered. `on`: until I turn it on. */
export const muteChoices = ['30min', '2h', 'tomorrow', 'on'] as const
export type MuteChoice = (typeof muteChoices)[number]

const MINUTE_MS = 60_000
/** Minutes since midnight: when "tomorrow" begins, for somebody who sleeps at night … */
const MORNING = 8 * 60
/** … and until when it is still last night: who mutes at one o'clock means the morning that comes. */
const NIGHT_ENDS = 5 * 60

/** 08:00 of the next morning in the zone (an unknown one: this machine's), ms UTC. */
function untilTomorrow(nowMs: ServerTime, timeZone: string): ServerTime {
  const { day, minute } = wallTime(nowMs, timeZone)
  return instantOf(minute < NIGHT_ENDS ? day : dayAfter(day, 1), MORNING, timeZone)
}

/** Until when a choice mutes a room or keeps do-not-disturb on: what `mutedUntil` and `doNotDisturbUntil` hold. */
export function muteUntil(choice: MuteChoice, nowMs: ServerTime, timeZone: string): ServerTime {
  switch (choice) {
    case '30min':
      return nowMs + 30 * MINUTE_MS
    case '2h':
      return nowMs + 120 * MINUTE_MS
    case 'tomorrow':
      return untilTomorrow(nowMs, timeZone)
    case 'on':
      return UNTIL_TURNED_ON
  }
}
