import type { LocalTime, LogId, Seq } from '../../../../protocol/entry.ts'
import { mayPlaySound, placeUrgent, soundsFrom, URGENT_MAX } from '../policy/urgent-limit.ts'
import { readBy, type AlertMessage, type AlertOf, type AlertState, type DigestRoom } from './alert-state.ts'
import { addAlert } from './add-alert.ts'
import { keepItems, merge } from './digest-queue.ts'
import { isSettled, isUrgent, stepOne, urgentAlert } from './open-alerts.ts'
import { REPEAT_EVERY_MS } from './phase-table.ts'

/** Of so many rooms urgent messages are counted: each keeps its newest whole, and is stored at each change. */
const COUNTED_ROOMS_MAX = 20

const isCalling = (alert: AlertOf<'urgent'>): boolean => {
  const { phase } = alert
  if (phase.phase === 'typing') return phase.whenLeft.phase === 'showing'
  return !isSettled(alert)
}

const openOf = ({ alerts }: AlertState): AlertOf<'urgent'>[] => alerts.filter(isUrgent).filter(isCalling)

/** The alert on which the urgent messages of a log are counted: the newest of its room, or else of all; one that shows first. */
function counterOf(state: AlertState, logId: LogId): AlertOf<'urgent'> | undefined {
  const open = openOf(state)
  const showing = open.filter(({ phase }) => phase.phase !== 'snoozed')
  const among = showing.length > 0 ? showing : open
  return among.findLast((alert) => alert.message.logId === logId) ?? among.at(-1)
}

/** How many urgent messages besides its own an alert counts. */
export const countedOn = (state: AlertState, key: string): number =>
  state.urgentMore.reduce(
    (sum, { logId, items }) => sum + (counterOf(state, logId)?.key === key ? items.length : 0),
    0,
  )

/** Up to which message its room is read by who ends it: what it counts of its room too. */
export function readUpToOf(state: AlertState, key: string, message: AlertMessage): Seq {
  const { logId } = message
  const counted = state.urgentMore.find((room) => room.logId === logId)
  const last = counterOf(state, logId)?.key === key ? counted?.items.at(-1)?.seq : undefined
  return Math.max(readBy(message), last ?? 0)
}

/** `raise`: keys to be raised now. It may be the one that counts more, which shows already. */
export interface Raised {
  state: AlertState
  raise: string[]
  sound: boolean
}

/** One more urgent message, as an alert of its own or counted on another one. */
export function raiseUrgent(state: AlertState, message: AlertMessage, now: LocalTime): Raised {
  const open = openOf(state).map(({ key, message: { author }, phase }) => ({
    key,
    author,
    foldable: phase.phase !== 'typing',
  }))
  const counted = state.urgentMore.reduce(
    (sum, { newest, items }) => sum + (newest?.author === message.author ? items.length : 0),
    0,
  )
  const place = placeUrgent(open, message.author, counted)
  const sound = mayPlaySound(state.lastSound, now)
  const marked: AlertState = sound ? { ...state, lastSound: now } : state
  if (place.kind === 'counted') return countMore(marked, message, sound, now)
  const room = place.kind === 'folds-one' ? fold(marked, place.key) : marked
  const alert = urgentAlert(message, now + REPEAT_EVERY_MS)
  return { state: addAlert(room, alert, now), raise: [alert.key], sound }
}

function countMore(state: AlertState, message: AlertMessage, sound: boolean, now: LocalTime): Raised {
  const next = count(state, message)
  const counter = sound ? counterOf(next, message.logId) : undefined
  if (counter === undefined) return { state: next, raise: [], sound: false }
  return {
    state: stepOne(next, counter.key, { type: 'counts-more' }, now),
    raise: [counter.key],
    sound: true,
  }
}

function count(state: AlertState, message: AlertMessage): AlertState {
  const { room, roomName, logId, seq, mention, priority } = message
  const one: DigestRoom = {
    room,
    roomName,
    logId,
    // How many people are in the room decides nothing here.
    members: 0,
    items: [{ seq, mention, priority, age: 'fresh' }],
    newest: message,
    skipped: 0,
  }
  return { ...state, urgentMore: merge(state.urgentMore, [one]).slice(-COUNTED_ROOMS_MAX) }
}

function fold(state: AlertState, key: string): AlertState {
  const folded = state.alerts.filter(isUrgent).find((alert) => alert.key === key)
  if (folded === undefined) return state
  return count({ ...state, alerts: state.alerts.filter((alert) => alert !== folded) }, folded.message)
}

/**
 * Where there is room again, the newest counted message of a room that has no open alert gets one, to be raised when the
 * next sound may play. One whose text is not known stays counted on another room's alert. Nothing is counted while there is
 * nothing to count it on.
 */
export function fillUrgent(state: AlertState, now: LocalTime): AlertState {
  if (state.urgentMore.length === 0) return state
  const open = openOf(state)
  const next = state.urgentMore.findLast(
    ({ logId, newest }) => newest !== undefined && open.every((alert) => alert.message.logId !== logId),
  )
  if (next?.newest === undefined) return open.length === 0 ? { ...state, urgentMore: [] } : state
  if (open.length >= URGENT_MAX) return state
  const { newest } = next
  const others = state.urgentMore.filter((room) => room !== next)
  const raised: AlertState = {
    ...state,
    urgentMore: [...others, ...keepItems([next], ({ seq }) => seq !== newest.seq)],
    alerts: [...state.alerts, urgentAlert(newest, soundsFrom(state.lastSound, now))],
  }
  return fillUrgent(raised, now)
}

/** Urgent ones that nothing shows, though they call for somebody. */
export const waitingForPlace = ({ alerts }: AlertState): string[] =>
  alerts.filter((alert) => isUrgent(alert) && alert.phase.phase === 'pending').map(({ key }) => key)
