import * as v from 'valibot'
import { actionSchema } from '../../../../protocol/action.ts'
import { prioritySchema } from '../../../../protocol/entry.ts'
import { noAlerts, parseAlertState, type Alert, type AlertState } from './alert-state.ts'
import { messageAlert, urgentAlert } from './open-alerts.ts'

/** What version 1 stored of an alert, as far as it is needed to show it again. */
const oldAlertSchema = v.object({
  logId: v.string(),
  seq: v.number(),
  room: v.string(),
  roomName: v.string(),
  author: v.string(),
  title: v.optional(v.string()),
  text: v.string(),
  priority: prioritySchema,
  calls: v.boolean(),
  actions: v.array(actionSchema),
  at: v.number(),
  kind: v.picklist(['message', 'counted', 'digest', 'test']),
  left: v.nullable(v.number()),
  urgent: v.optional(v.object({ repeats: v.number(), nextAt: v.nullable(v.number()), hidden: v.boolean() })),
})
const oldStateSchema = v.object({ alerts: v.array(v.unknown()), system: v.array(v.string()) })

/**
 * What was stored last. Of version 1 the alerts that come back until somebody has them are kept, and the messages that system
 * notifications show; everything else is left to the badge. What cannot be read is no alert.
 */
export function readAlertState(saved: unknown): AlertState {
  return parseAlertState(saved) ?? migrate(saved)
}

function migrate(saved: unknown): AlertState {
  const parsed = v.safeParse(oldStateSchema, saved)
  if (!parsed.success) return noAlerts
  const { system } = parsed.output
  const alerts = parsed.output.alerts.flatMap((one) => migrateAlert(one, system))
  return { ...noAlerts, alerts, system: system.filter((key) => alerts.some((alert) => alert.key === key)) }
}

function migrateAlert(saved: unknown, system: readonly string[]): Alert[] {
  const parsed = v.safeParse(oldAlertSchema, saved)
  if (!parsed.success) return []
  const { kind, left: remainingMs, urgent, calls: mention, ...message } = parsed.output
  const alertMessage = { ...message, mention }
  if (urgent !== undefined && urgent.nextAt !== null) {
    const alert = urgentAlert(alertMessage, urgent.nextAt)
    const repeat = { is: 'due', at: urgent.nextAt, done: urgent.repeats } as const
    const phase = urgent.hidden ? 'snoozed' : system.includes(alert.key) ? 'showing' : 'pending'
    return [{ ...alert, repeat, phase: { phase } }]
  }
  const alert = messageAlert(alertMessage, remainingMs ?? 'until ended')
  const isShown = kind === 'message' && system.includes(alert.key)
  return isShown ? [{ ...alert, phase: { phase: 'showing' } }] : []
}
