import type { LocalTime } from '../../../../protocol/entry.ts'
import type { Alert, AlertState } from './alert-state.ts'
import { closeToast, countOf, isSettled, isUrgent, ordinary, stepAlerts } from './open-alerts.ts'
import { countedOn } from './repeat-urgent.ts'

/** Only a card says what became of it, or stays for who types in it. */
const isOver = (alert: Alert): boolean => isSettled(alert) || alert.phase.phase === 'typing'

/** What system notifications are to show: the newest ordinary alert for all of them, and each urgent one. */
export function systemAlerts({ alerts }: AlertState): Alert[] {
  const open = alerts.filter((alert) => !isOver(alert) && alert.phase.phase !== 'snoozed')
  const newest = ordinary(open).at(-1)
  const urgent = open.filter(isUrgent)
  return newest === undefined ? urgent : [...urgent, newest]
}

/** How many messages besides its own the system notification of an alert counts. A digest counts as one. */
export const othersOf = (state: AlertState, alert: Alert): number =>
  isUrgent(alert)
    ? countedOn(state, alert.key)
    : ordinary(state.alerts)
        .filter((other) => other.key !== alert.key && !isOver(other))
        .reduce((sum, other) => sum + (other.kind === 'digest' ? 1 : countOf(other)), 0)

/**
 * What a toast leaves to the system: what no toast may show any more, and urgent alerts that a notification shows, which
 * would sound twice if they were moved. The rest goes into the toast.
 */
export const keptBySystem = ({ alerts, system }: AlertState, raised: readonly string[]): string[] =>
  system.filter((key) =>
    alerts.some(
      (alert) => alert.key === key && (alert.systemOnly || (isUrgent(alert) && !raised.includes(key))),
    ),
  )

/**
 * Its notification is gone, and nobody said that they have read it: it has had its alert, and is on the badge. An urgent
 * one comes again at its time, and not before.
 */
export function notificationGone(state: AlertState, key: string, now: LocalTime): AlertState {
  const system = state.system.filter((other) => other !== key)
  return stepAlerts(
    { ...state, system },
    (alert) => (alert.key === key ? { type: 'dismissed' } : undefined),
    now,
  ).state
}

/**
 * What nothing shows any more, and nothing will, is left to the badge. A toast without a card goes. An urgent alert stays
 * until it has been repeated often enough.
 */
export function settle(state: AlertState): AlertState {
  const { toast } = state
  const shown = state.alerts.filter(({ phase }) => phase.phase !== 'snoozed' && phase.phase !== 'claimed')
  const system = state.system.filter((key) => shown.some((alert) => alert.key === key))
  const mayBeInToast = (alert: Alert): boolean =>
    toast !== undefined && !alert.systemOnly && !system.includes(alert.key)
  const underNotification = ordinary(state.alerts).some(({ key }) => system.includes(key))
  const alerts = state.alerts.filter((alert) => {
    if (alert.phase.phase === 'pending' || mayBeInToast(alert)) return true
    if (isOver(alert)) return false
    if (isUrgent(alert)) return system.includes(alert.key) || alert.repeat.is === 'due'
    return system.includes(alert.key) || (toast === undefined && underNotification)
  })
  const hasCard = alerts.some((alert) => mayBeInToast(alert) && alert.phase.phase !== 'snoozed')
  const settled = { ...state, alerts, system }
  return hasCard ? settled : closeToast(settled)
}
