import type { LocalTime, RoomId } from '../../../../protocol/entry.ts'
import { stillWanted } from '../policy/decide.ts'
import { displayTime } from '../policy/display-time.ts'
import { settingsFacts, type AlertSettings } from '../policy/settings-facts.ts'
import { addAlert } from './add-alert.ts'
import type { Alert, AlertMessage, AlertState, DigestItem, DigestRoom } from './alert-state.ts'
import { keepItems, leadingRoom, merge, onlyMessage, roomsOf, summaryOf } from './digest-queue.ts'
import { messageAlert } from './open-alerts.ts'
import { raiseUrgent, type Raised } from './repeat-urgent.ts'

/** What the settings and the pages say at the moment of an event. */
export interface AlertContext {
  settings: AlertSettings
  /** A page of ours shows the room to somebody who looks at it. */
  isShowing(room: RoomId): boolean
  /** How many times longer cards show; null: until they are dismissed. */
  displayFactor: number | null
}

/**
 * Raises one alert of all that waits in a queue. What the person has set since holds it: whoever mutes a room while its
 * messages wait wants nothing of them a minute later. A digest of one message is that message, and one that shows already is
 * raised again with what came since.
 */
export function raiseDigest(
  state: AlertState,
  which: 'catchUpQueue' | 'burstQueue',
  context: AlertContext,
  now: LocalTime,
): Raised {
  const { settings } = context
  const isWanted = ({ priority, mention, age }: DigestItem, { room, members }: DigestRoom): boolean =>
    stillWanted(
      { priority, mention, age, showing: context.isShowing(room) },
      settingsFacts(settings, { id: room, members }),
    )
  const taken: AlertState = { ...state, [which]: { is: 'empty' } }
  const rooms = keepItems(roomsOf(state[which]), isWanted)
  if (rooms.length === 0) return { state: taken, raise: [], sound: false }
  const shown = state.alerts.find((alert) => alert.kind === 'digest')?.parts ?? []
  const parts = keepItems(merge(shown, rooms), isWanted)
  const only = onlyMessage(parts)
  if (only?.priority === 5 && settings.person().urgent) return raiseUrgent(taken, only, now)
  const alert = only === undefined ? digestAlert(parts, context) : newAlert(only, context)
  if (alert === undefined) return { state: taken, raise: [], sound: false }
  return { state: addAlert(taken, alert, now), raise: [alert.key], sound: true }
}

/** It has the key of the newest message of the room where it opens. */
function digestAlert(parts: DigestRoom[], { displayFactor }: AlertContext): Alert | undefined {
  const lead = leadingRoom(parts)
  const newest = lead?.items.at(-1)
  if (lead === undefined || newest === undefined) return undefined
  const mention = summaryOf(parts).mentions > 0
  return {
    kind: 'digest',
    key: `${lead.logId}:${newest.seq}`,
    systemOnly: false,
    parts,
    remainingMs: displayTime({ text: '', priority: 3, mention, factor: displayFactor }),
    phase: { phase: 'pending' },
  }
}

/** An alert of one message that does not come back until somebody has it. */
export function newAlert(message: AlertMessage, { displayFactor }: Pick<AlertContext, 'displayFactor'>) {
  const { title, text, priority, mention } = message
  const all = title === undefined ? text : `${title} ${text}`
  return messageAlert(message, displayTime({ text: all, priority, mention, factor: displayFactor }))
}
