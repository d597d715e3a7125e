import type { LocalTime, LogId, RoomId, Seq } from '../../../../protocol/entry.ts'
import { keepInBursts } from '../policy/burst-limit.ts'
import type { Alert, AlertOf, AlertState, DigestQueue } from './alert-state.ts'
import { keepItems, queueOf } from './digest-queue.ts'
import { hasMessage, inToast, stepAlerts } from './open-alerts.ts'

/** One of the person's rooms, as the background knows it. */
export interface OwnRoom {
  id: RoomId
  /** The person's read mark; undefined while it is not known. */
  readUpTo: Seq | undefined
  /** Undefined while it is not known. */
  logId: LogId | undefined
}

type Keeps = (room: RoomId, seq: Seq, logId: LogId) => boolean

/** Read on any device. */
export function readUpTo(state: AlertState, room: RoomId, upTo: Seq, now: LocalTime): AlertState {
  const keeps: Keeps = (of, seq) => of !== room || seq > upTo
  const rest = keepWaiting(state, keeps)
  return stepAlerts(
    { ...rest, alerts: rest.alerts.flatMap((alert) => shrink(alert, keeps)) },
    (alert) => {
      if (!hasMessage(alert)) return undefined
      const { seq, logId } = alert.message
      return keeps(alert.message.room, seq, logId) ? undefined : { type: 'read' }
    },
    now,
  ).state
}

/**
 * What the person has read, or is of a room that is not theirs, goes: a room's text must not stay on the screen of somebody
 * who was removed from it. Of a log that was there before a restore, each seq may be another message by now.
 */
export function keepOwnRooms(state: AlertState, rooms: readonly OwnRoom[], now: LocalTime): AlertState {
  const own = new Map(rooms.map((room) => [room.id, room]))
  const isOwn: Keeps = (id, _seq, logId) => {
    const room = own.get(id)
    return room !== undefined && (room.logId === undefined || room.logId === logId)
  }
  const rest = keepWaiting(state, isOwn)
  // Whatever the person types there.
  const alerts = rest.alerts
    .flatMap((alert) => shrink(alert, isOwn))
    .filter(
      (alert) => !hasMessage(alert) || isOwn(alert.message.room, alert.message.seq, alert.message.logId),
    )
  return rooms.reduce(
    (next, { id, readUpTo: mark }) => (mark === undefined ? next : readUpTo(next, id, mark, now)),
    { ...rest, alerts },
  )
}

/** What has no card yet, or is counted. */
function keepWaiting(state: AlertState, keeps: Keeps): AlertState {
  return {
    ...state,
    catchUpQueue: keepInQueue(state.catchUpQueue, keeps),
    burstQueue: keepInQueue(state.burstQueue, keeps),
    urgentMore: keepItems(state.urgentMore, ({ seq }, { room, logId }) => keeps(room, seq, logId)),
    bursts: keepInBursts(state.bursts, keeps),
  }
}

const keepInQueue = (queue: DigestQueue, keeps: Keeps): DigestQueue =>
  queue.is === 'empty'
    ? queue
    : queueOf(
        keepItems(queue.rooms, ({ seq }, { room, logId }) => keeps(room, seq, logId)),
        queue.due,
      )

/** What an alert counts or lists gets fewer. A digest keeps its key, by which a notification may show it. */
function shrink(alert: Alert, keeps: Keeps): Alert[] {
  if (alert.kind === 'counted') return [uncount(alert, keeps)]
  if (alert.kind !== 'digest') return [alert]
  const parts = keepItems(alert.parts, ({ seq }, { room, logId }) => keeps(room, seq, logId))
  return parts.length === 0 ? [] : [{ ...alert, parts }]
}

/** Removes read messages from a counted card. With one left it becomes an ordinary card. */
function uncount(alert: AlertOf<'counted'>, keeps: Keeps): Alert {
  const { message } = alert
  const counts = alert.counts.filter(({ seq }) => keeps(message.room, seq, message.logId))
  // With none left the newest is read too: the phase decides whether the card goes.
  if (counts.length === alert.counts.length || counts.length === 0) return alert
  if (counts.length > 1) return { ...alert, counts }
  const { key, systemOnly, remainingMs, phase } = alert
  return { kind: 'message', key, systemOnly, remainingMs, message, phase }
}

/** Somebody has it: nobody is alerted to it any more, but its card says who, for a moment. */
export function claimMessage(
  state: AlertState,
  { logId, seq, by }: { logId: LogId; seq: Seq; by: string },
  now: LocalTime,
): AlertState {
  const seen = inToast(state)
  const isIt = (alert: Alert): boolean =>
    hasMessage(alert) && alert.message.logId === logId && alert.message.seq === seq
  const keeps: Keeps = (_room, of, log) => log !== logId || of !== seq
  const { bursts } = state
  // A digest that shows goes on counting it, and a burst too: a claim settles urgent alerts alone.
  const rest = { ...keepWaiting(state, keeps), bursts }
  return stepAlerts(
    rest,
    (alert) => (isIt(alert) ? { type: 'claimed', by, visible: seen.includes(alert) } : undefined),
    now,
  ).state
}
