import type { LocalTime, LogId, RoomId, Seq } from '../../../../protocol/entry.ts'
import { heaviest } from '../policy/alert-weight.ts'
import type { DisplayTime } from '../policy/display-time.ts'
import type { Alert, AlertMessage, AlertOf, AlertState, MessageAlert } from './alert-state.ts'
import { leadingRoom, summaryOf } from './digest-queue.ts'
import { phaseStep, type OneAlertEvent } from './phase-table.ts'

/** The identity of a message's alert, and the id of its system notification. */
export const alertKey = ({ logId, seq }: { logId: LogId; seq: Seq }): string => `${logId}:${seq}`

/** Undefined for an id that no alert of ours has. */
export function parseAlertKey(key: string): { logId: LogId; seq: Seq } | undefined {
  const match = /^([\w-]{1,64}):([1-9]\d{0,15})$/.exec(key)
  return match?.[1] === undefined ? undefined : { logId: match[1], seq: Number(match[2]) }
}

export const messageAlert = (message: AlertMessage, remainingMs: DisplayTime): AlertOf<'message'> => ({
  kind: 'message',
  key: alertKey(message),
  systemOnly: false,
  remainingMs,
  message,
  phase: { phase: 'pending' },
})

/** One that comes back until somebody has it; first at `repeatAt`. */
export const urgentAlert = (message: AlertMessage, repeatAt: LocalTime): AlertOf<'urgent'> => ({
  kind: 'urgent',
  key: alertKey(message),
  systemOnly: false,
  message,
  repeat: { is: 'due', at: repeatAt, done: 0 },
  phase: { phase: 'pending' },
})

export const isUrgent = (alert: Alert): alert is AlertOf<'urgent'> => alert.kind === 'urgent'

/** A digest and a test alert have no message of their own. */
export const hasMessage = (alert: Alert): alert is MessageAlert =>
  alert.kind === 'message' || alert.kind === 'counted' || alert.kind === 'urgent'

/** How long its card still shows. */
export const remainingOf = (alert: Alert): DisplayTime =>
  alert.kind === 'urgent' ? 'until ended' : alert.remainingMs

/** How many messages it counts. */
export function countOf(alert: Alert): number {
  switch (alert.kind) {
    case 'counted':
      return alert.counts.length
    case 'digest':
      return summaryOf(alert.parts).count
    case 'message':
    case 'urgent':
    case 'test':
      return 1
  }
}

/** The priority of its card, and whether it mentions the person. */
export const weightOf = (alert: AlertOf<'message' | 'counted' | 'urgent'>) =>
  alert.kind === 'counted' ? heaviest(alert.counts) : alert.message

/** Who has it; undefined: nobody said so. */
export function claimerOf({ phase }: Alert): string | undefined {
  switch (phase.phase) {
    case 'claimed':
      return phase.by
    case 'typing':
      return phase.whenLeft.phase === 'claimed' ? phase.whenLeft.by : undefined
    case 'replied':
      return phase.ifUndone.phase === 'claimed' ? phase.ifUndone.by : undefined
    case 'pending':
    case 'showing':
    case 'undone':
    case 'snoozed':
      return undefined
  }
}

/** The room that it opens; undefined: whatever was open last. */
export function roomToOpen(alert: Alert): RoomId | undefined {
  if (hasMessage(alert)) return alert.message.room
  return alert.kind === 'digest' ? leadingRoom(alert.parts)?.room : undefined
}

export const findAlert = ({ alerts }: AlertState, key: string): Alert | undefined =>
  alerts.find((alert) => alert.key === key)

export const typedIn = (alerts: readonly Alert[]): Alert | undefined =>
  alerts.find(({ phase }) => phase.phase === 'typing')

/** The person has just answered on it, or is about to: nothing newer takes its place. */
export const isInHand = ({ phase: { phase } }: Alert): boolean =>
  phase === 'typing' || phase === 'replied' || phase === 'undone'

/** Only a card says what became of it: it never goes to the system. */
export const isSettled = ({ phase: { phase } }: Alert): boolean =>
  phase === 'replied' || phase === 'undone' || phase === 'claimed'

/** No toast is open any more. */
export function closeToast(state: AlertState): AlertState {
  const next = { ...state }
  delete next.toast
  return next
}

/** Alerts of the card below. */
export const ordinary = (alerts: readonly Alert[]): Alert[] => alerts.filter((alert) => !isUrgent(alert))

/** What the open toast shows or counts. What has not been raised yet must not come in with something else. */
export const inToast = (state: AlertState): Alert[] =>
  state.toast === undefined
    ? []
    : state.alerts.filter(
        ({ key, systemOnly, phase }) =>
          phase.phase !== 'pending' &&
          phase.phase !== 'snoozed' &&
          !systemOnly &&
          !state.system.includes(key),
      )

const onTop = (alerts: Alert[]): Alert | undefined =>
  typedIn(alerts) ?? alerts.find(isInHand) ?? alerts.at(-1)

/** Of the alerts in a toast: the card that is typed in, one that was just answered, or else the newest. */
export const cardBelow = (alerts: readonly Alert[]): Alert | undefined => onTop(ordinary(alerts))

/** The same among the urgent ones. One that is claimed or answered says so before it goes. */
export const cardAbove = (alerts: readonly Alert[]): Alert | undefined => onTop(alerts.filter(isUrgent))

/** Applies one event to the alerts that `applies` says; those that end are left out. */
export function stepAlerts(
  state: AlertState,
  applies: (alert: Alert) => OneAlertEvent | undefined,
  now: LocalTime,
): { state: AlertState; raise: string[] } {
  const raise: string[] = []
  const alerts = state.alerts.flatMap((alert) => {
    const event = applies(alert)
    if (event === undefined) return [alert]
    const outcome = phaseStep(alert, event, now)
    if (outcome.is === 'ended') return []
    if (outcome.is === 'raise') raise.push(alert.key)
    return [outcome.alert]
  })
  return { state: { ...state, alerts }, raise }
}

/** The same for one alert. */
export const stepOne = (state: AlertState, key: string, event: OneAlertEvent, now: LocalTime): AlertState =>
  stepAlerts(state, (alert) => (alert.key === key ? event : undefined), now).state
