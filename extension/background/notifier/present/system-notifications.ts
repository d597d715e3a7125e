import type { SystemContent, SystemNotifications } from '../ports.ts'
import type { Alert, AlertState } from '../state/alert-state.ts'
import { isUrgent } from '../state/open-alerts.ts'
import { othersOf, systemAlerts } from '../state/settle.ts'
import { cardOf, type ViewContext } from './toast-view.ts'

/** The system notifications of the alert state. */
export interface SystemPresenter {
  notify(state: AlertState, key: string, sound: boolean): Promise<void>
  clear(key: string): Promise<void>
  /** Says on an open notification that it counts more or fewer. Where that would show it anew, it says so with its next sound. */
  recount(state: AlertState): Promise<void>
  /** Open notifications say the same in other words: the text of messages is hidden, or not any more. */
  reword(before: AlertState, next: AlertState): Promise<void>
}

export function createSystemPresenter(
  system: SystemNotifications,
  context: () => ViewContext,
): SystemPresenter {
  /** How many more each notification says that there are. After a restart it is not known, and is said once more. */
  const counted = new Map<string, number>()

  const contentOf = (state: AlertState, alert: Alert, sound: boolean): SystemContent => ({
    sound,
    card: cardOf(alert, context()),
    more: othersOf(state, alert),
    urgent: isUrgent(alert),
  })

  return {
    async notify(state, key, sound) {
      const alert = state.alerts.find((other) => other.key === key)
      if (alert === undefined) return
      const content = contentOf(state, alert, sound)
      counted.set(key, content.more)
      await system.show(key, content)
    },
    clear: async (key) => {
      if (system.available()) await system.clear(key)
    },
    async recount(state) {
      for (const key of counted.keys()) if (!state.system.includes(key)) counted.delete(key)
      if (!system.available() || !system.updates()) return
      for (const alert of state.alerts.filter((one) => isUrgent(one) && state.system.includes(one.key))) {
        const content = contentOf(state, alert, false)
        if (content.more !== (counted.get(alert.key) ?? 0)) await system.rewrite(alert.key, content)
        counted.set(alert.key, content.more)
      }
    },
    async reword(before, next) {
      if (!system.available()) return
      for (const alert of systemAlerts(next)) {
        if (before.system.includes(alert.key) && next.system.includes(alert.key))
          await system.rewrite(alert.key, contentOf(before, alert, true))
      }
    },
  }
}
