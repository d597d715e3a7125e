import type { LocalTime, LogId, Seq } from '../../../../protocol/entry.ts'
import type { Alert, AlertMessage, AlertState, DigestQueue, DigestRoom } from './alert-state.ts'
import { hasMessage, stepAlerts } from './open-alerts.ts'
import type { Words } from './phase-table.ts'

/** A message says something else now: so do its card, its notification, and what waits. Nothing is raised. */
export function editMessage(
  state: AlertState,
  { logId, seq, words }: { logId: LogId; seq: Seq; words: Words },
  now: LocalTime,
): AlertState {
  const isIt = (message: AlertMessage): boolean => message.logId === logId && message.seq === seq
  const inRoom = (room: DigestRoom): DigestRoom => {
    if (room.logId !== logId || room.items.every((item) => item.seq !== seq)) return room
    const items = room.items.map((item) =>
      item.seq === seq ? { ...item, mention: item.mention || words.mention } : item,
    )
    const { newest } = room
    return newest && isIt(newest) ? { ...room, items, newest: { ...newest, ...words } } : { ...room, items }
  }
  const inQueue = (queue: DigestQueue): DigestQueue =>
    queue.is === 'empty' ? queue : { ...queue, rooms: queue.rooms.map(inRoom) }
  const waiting: AlertState = {
    ...state,
    alerts: state.alerts.map((alert) =>
      alert.kind === 'digest' ? { ...alert, parts: alert.parts.map(inRoom) } : alert,
    ),
    catchUpQueue: inQueue(state.catchUpQueue),
    burstQueue: inQueue(state.burstQueue),
    urgentMore: state.urgentMore.map(inRoom),
  }
  return stepAlerts(
    waiting,
    (alert) => (hasMessage(alert) && isIt(alert.message) ? { type: 'edited', words } : undefined),
    now,
  ).state
}

/** Every open notification says what its message says now: none is to be rewritten by the next worker. */
export function sayingWords(state: AlertState): AlertState {
  const isToSay = (alert: Alert): boolean =>
    hasMessage(alert) && alert.message.reworded === true && state.system.includes(alert.key)
  if (!state.alerts.some(isToSay)) return state
  return {
    ...state,
    alerts: state.alerts.map((alert) =>
      hasMessage(alert) && isToSay(alert)
        ? { ...alert, message: { ...alert.message, reworded: undefined } }
        : alert,
    ),
  }
}
