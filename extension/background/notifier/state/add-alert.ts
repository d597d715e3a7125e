import type { LocalTime } from '../../../../protocol/entry.ts'
import type { Alert, AlertState } from './alert-state.ts'
import { passTime } from './display-clock.ts'
import { hasMessage, isInHand, isUrgent } from './open-alerts.ts'

/** Older ordinary ones are on the badge alone. Urgent ones, and one that somebody types in, are never dropped. */
const ALERTS_MAX = 50

/** Adds the newest alert, in place of those it replaces. */
export function addAlert(state: AlertState, alert: Alert, now: LocalTime): AlertState {
  const passed = passTime(state, now)
  const alerts = [...passed.alerts.filter((other) => !replaces(alert, other)), alert]
  const dropped = alerts
    .filter((other) => other !== alert && !isUrgent(other) && !isInHand(other))
    .slice(0, Math.max(alerts.length - ALERTS_MAX, 0))
  return { ...passed, alerts: alerts.filter((other) => !dropped.includes(other)) }
}

/** A counted card replaces the cards that it counts, but none that the person types in or has just answered. */
function replaces(alert: Alert, other: Alert): boolean {
  if (other.key === alert.key) return true
  if (alert.kind === 'digest') return other.kind === 'digest'
  return (
    alert.kind === 'counted' &&
    hasMessage(other) &&
    other.kind !== 'urgent' &&
    other.message.logId === alert.message.logId &&
    !isInHand(other)
  )
}
