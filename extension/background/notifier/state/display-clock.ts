import type { LocalTime } from '../../../../protocol/entry.ts'
import { keepInBursts } from '../policy/burst-limit.ts'
import type { DisplayTime } from '../policy/display-time.ts'
import type { Alert, AlertState, OpenToast } from './alert-state.ts'
import { cardBelow, findAlert, hasMessage, inToast, isUrgent, stepOne, typedIn } from './open-alerts.ts'

/** What has less of its display time left than this would only flash. */
const FLASH_MS = 1_000
/** A card that the person looks at, whose frame has not said yet that its time is over. */
const LAST_MS = 3_000

/** Whether display time may pass, now that the person has the toast in front of them. */
function runningClock(state: AlertState, toast: OpenToast, now: LocalTime): OpenToast['clock'] {
  const isPaused = toast.touched || typedIn(state.alerts) !== undefined
  return isPaused ? { is: 'stopped' } : { is: 'running', since: now }
}

/** The person has the toast in front of them from now on, or not any more. */
export function setClock(state: AlertState, inFront: boolean, now: LocalTime): AlertState {
  const { toast } = state
  if (toast === undefined) return state
  const clock = inFront ? runningClock(state, toast, now) : ({ is: 'stopped' } as const)
  return { ...state, toast: { ...toast, clock } }
}

const timeRunsFor = (alert: Alert): boolean => !alert.systemOnly && !isUrgent(alert)

const withRemaining = (alert: Alert, remainingMs: DisplayTime): Alert =>
  isUrgent(alert) ? alert : { ...alert, remainingMs }

/** The time that has passed in front of the person counts for all that the toast shows, on a card or in "+3". */
export function passTime(state: AlertState, now: LocalTime): AlertState {
  const { toast } = state
  if (toast === undefined || toast.clock.is === 'stopped') return state
  const passed = Math.max(now - toast.clock.since, 0)
  const top = cardBelow(inToast(state))
  const shownUpTo = state.alerts.findIndex((alert) => alert === top)
  const alerts = state.alerts.flatMap((alert, index) => {
    // What is newer than the card waits behind one that the person has just answered.
    if (!timeRunsFor(alert) || index > shownUpTo) return [alert]
    return reduced(alert, passed, alert === top ? LAST_MS : 'it may end')
  })
  return { ...state, alerts, toast: { ...toast, clock: { is: 'running', since: now } } }
}

function reduced(alert: Alert, by: number, least: number | 'it may end'): Alert[] {
  if (isUrgent(alert) || alert.remainingMs === 'until ended') return [alert]
  const remainingMs = alert.remainingMs - by
  if (least !== 'it may end') return [withRemaining(alert, Math.max(remainingMs, least))]
  return remainingMs < FLASH_MS ? [] : [withRemaining(alert, remainingMs)]
}

/** The frame says that the card's time is over: it goes, and those in "+3" whose time was not longer go too. */
export function expire(state: AlertState, key: string, now: LocalTime): AlertState {
  const place = state.alerts.findIndex((alert) => alert.key === key)
  const over = state.alerts[place]
  if (over === undefined) return state
  // "Sent" has gone, and not the card's own time: only what has passed counts for the others.
  if (over.phase.phase === 'replied' || over.phase.phase === 'undone')
    return without(passTime(state, now), key)
  const runs = state.toast?.clock.is === 'running'
  const by = isUrgent(over) || over.remainingMs === 'until ended' ? 0 : over.remainingMs
  const alerts = state.alerts.flatMap((alert, index) => {
    if (alert === over) return []
    return runs && by > 0 && index < place && timeRunsFor(alert) ? reduced(alert, by, 'it may end') : [alert]
  })
  const next = { ...state, alerts }
  return runs ? setClock(next, true, now) : next
}

const without = (state: AlertState, key: string): AlertState => ({
  ...state,
  alerts: state.alerts.filter((alert) => alert.key !== key),
})

/** Ended by the person, here: they have read it, although the read mark has not come back yet. */
export function end(state: AlertState, key: string, now: LocalTime): AlertState {
  const passed = passTime(state, now)
  const over = findAlert(passed, key)
  if (over === undefined) return passed
  const next = without(passed, key)
  if (!hasMessage(over)) return next
  const { logId, seq } = over.message
  return { ...next, bursts: keepInBursts(next.bursts, (_, of, log) => log !== logId || of > seq) }
}

/** The pointer or the focus is on the toast, or not any more. `inFront`: the person has it in front of them. */
export function touch(state: AlertState, touched: boolean, inFront: boolean, now: LocalTime): AlertState {
  const passed = passTime(state, now)
  if (passed.toast === undefined) return passed
  return setClock({ ...passed, toast: { ...passed.toast, touched } }, inFront, now)
}

/** While somebody types, time is paused for all that the toast shows. Of two cards the last one is typed in. */
export function startTyping(state: AlertState, key: string, now: LocalTime): AlertState {
  const passed = passTime(state, now)
  const other = typedIn(passed.alerts)
  if (other?.key === key) return passed
  const ended = other === undefined ? passed : stepOne(passed, other.key, { type: 'typing-ended' }, now)
  const next = stepOne(ended, key, { type: 'typing-started' }, now)
  return typedIn(next.alerts) === undefined ? next : setClock(next, false, now)
}

/** The toast goes, so nothing is typed in any more. */
export function leaveCards(state: AlertState, now: LocalTime): AlertState {
  const typed = typedIn(state.alerts)
  return typed === undefined ? state : stepOne(state, typed.key, { type: 'typing-ended' }, now)
}

/** Display time goes on when nothing is typed in any more: the person left the card or answered, or it was closed. */
export function resumeAfter(before: AlertState, next: AlertState, now: LocalTime): AlertState {
  const wasTyping = typedIn(before.alerts) !== undefined
  return wasTyping && typedIn(next.alerts) === undefined ? setClock(next, true, now) : next
}
