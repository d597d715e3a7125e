import type { LocalTime, LogId, RoomId, Seq } from '../../../../protocol/entry.ts'
import { keepInBursts } from '../policy/burst-limit.ts'
import {
  readBy,
  type Alert,
  type AlertMessage,
  type AlertOf,
  type AlertState,
  type DigestItem,
  type DigestQueue,
  type DigestRoom,
} from './alert-state.ts'
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

/** A message that an alert shows or counts. */
interface Place {
  room: RoomId
  logId: LogId
  seq: Seq
  editSeq?: Seq | undefined
}
type Keeps = (message: Place) => boolean

/** Read on any device. */
export function readUpTo(state: AlertState, room: RoomId, upTo: Seq, now: LocalTime): AlertState {
  const keeps: Keeps = (message) => message.room !== room || readBy(message) > upTo
  const rest = keepWaiting(state, keeps)
  return stepAlerts(
    { ...rest, alerts: rest.alerts.flatMap((alert) => shrink(alert, keeps)) },
    (alert) => {
      return !hasMessage(alert) || keeps(alert.message) ? undefined : { type: 'read' }
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
  const isOwn: Keeps = ({ room: id, logId }) => {
    const room = own.get(id)
    return room !== undefined && (room.logId === undefined || room.logId === logId)
  }
  const rest = keepWaiting(state, isOwn)
  // Whatever the person types there.
  const alerts = rest.alerts
    .flatMap((alert) => shrink(alert, isOwn))
    .filter((alert) => !hasMessage(alert) || isOwn(alert.message))
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
    urgentMore: keepItems(state.urgentMore, ofItem(keeps)),
    bursts: keepInBursts(state.bursts, (room, seq, logId) => keeps({ room, seq, logId })),
  }
}

const ofItem =
  (keeps: Keeps) =>
  (item: DigestItem, { room, logId }: DigestRoom): boolean =>
    keeps({ ...item, room, logId })

const keepInQueue = (queue: DigestQueue, keeps: Keeps): DigestQueue =>
  queue.is === 'empty' ? queue : queueOf(keepItems(queue.rooms, ofItem(keeps)), queue.due)

/** What an alert counts or lists gets fewer. A digest keeps its key, by which a notification may show it. */
function shrink(alert: Alert, keeps: Keeps): Alert[] {
  if (alert.kind === 'counted') return [uncount(alert, keeps)]
  if (alert.kind !== 'digest') return [alert]
  const parts = keepItems(alert.parts, ofItem(keeps))
  return parts.length === 0 ? [] : [{ ...alert, parts }]
}

/** Removes messages from a counted card. With one left it becomes an ordinary card. */
function uncount(alert: AlertOf<'counted'>, keeps: Keeps): Alert {
  const { message } = alert
  const { room, logId } = message
  const counts = alert.counts.filter(({ seq }) => keeps({ room, logId, seq }))
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
  const keeps = isNot(logId, new Set([seq]))
  const { bursts } = state
  // A digest that shows goes on counting it, and a burst too: a claim settles urgent alerts alone.
  const rest = { ...keepWaiting(state, keeps), bursts }
  return stepAlerts(
    rest,
    (alert) =>
      hasMessage(alert) && !keeps(alert.message)
        ? { type: 'claimed', by, visible: seen.includes(alert) }
        : undefined,
    now,
  ).state
}

const isNot =
  (logId: LogId, seqs: ReadonlySet<Seq>): Keeps =>
  (message) =>
    message.logId !== logId || !seqs.has(message.seq)

/**
 * Deleted: nothing shows their text, and nothing counts them any more. `find` gives another message of the room: a counted card
 * whose newest message was deleted shows the one before that, and keeps its key.
 */
export function deleteMessages(
  state: AlertState,
  { logId, seqs }: { logId: LogId; seqs: ReadonlySet<Seq> },
  find: (seq: Seq) => AlertMessage | undefined,
  now: LocalTime,
): AlertState {
  if (seqs.size === 0) return state
  const keeps = isNot(logId, seqs)
  const rest = keepWaiting(state, keeps)
  const alerts = rest.alerts
    .map((alert) => (alert.kind === 'counted' ? withNewestKept(alert, keeps, find) : alert))
    .flatMap((alert) => shrink(alert, keeps))
  return stepAlerts(
    { ...rest, alerts },
    (alert) => (hasMessage(alert) && !keeps(alert.message) ? { type: 'deleted' } : undefined),
    now,
  ).state
}

function withNewestKept(
  alert: AlertOf<'counted'>,
  keeps: Keeps,
  find: (seq: Seq) => AlertMessage | undefined,
): Alert {
  const { room, logId } = alert.message
  const last = alert.counts.findLast(({ seq }) => keeps({ room, logId, seq }))
  const newest = last && !keeps(alert.message) ? find(last.seq) : undefined
  return newest === undefined ? alert : { ...alert, message: { ...newest, reworded: true } }
}
