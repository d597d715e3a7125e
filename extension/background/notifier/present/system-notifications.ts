import type { SystemContent, SystemNotifications } from '../ports.ts'
import type { Alert, AlertState } from '../state/alert-state.ts'
import { hasMessage, isUrgent } from '../state/open-alerts.ts'
import { othersOf, systemAlerts } from '../state/settle.ts'
import { cardOf, type ViewContext } from './toast-view.ts'

/** The system notifications of the alert state. */
export interface SystemPresenter {
  notify(state: AlertState, key: string, sound: boolean): Promise<void>
  clear(key: string): Promise<void>
  /**
   * Open notifications say what their messages say now, without a sound. One that counts more or fewer says so too; where that
   * would show it anew, with its next sound. False: the permission is missing, and nobody knows what they say.
   */
  refresh(state: AlertState): Promise<boolean>
  /** Open notifications say the same in other words: the text of messages is hidden, or not any more. */
  reword(before: AlertState, next: AlertState): Promise<void>
}

export function createSystemPresenter(
  system: SystemNotifications,
  context: () => ViewContext,
): SystemPresenter {
  /** What each notification says. After a restart it is not known, and is said once more. */
  const said = new Map<string, { text: string; more: number }>()

  const contentOf = (state: AlertState, alert: Alert, sound: boolean): SystemContent => ({
    sound,
    card: cardOf(alert, context()),
    more: othersOf(state, alert),
    urgent: isUrgent(alert),
  })

  const summaryOf = ({ card: { author, title, text }, more, urgent }: SystemContent) => ({
    text: JSON.stringify([author, title, text]),
    more: urgent ? more : 0,
  })

  /** Where an update shows the notification anew, only for another text. */
  function mustSayAgain(alert: Alert, now: { text: string; more: number }): boolean {
    const before = said.get(alert.key)
    if (before !== undefined && before.text !== now.text) return true
    // The worker before this one may have ended between storing an edit and saying it.
    if (before === undefined && hasMessage(alert) && alert.message.reworded === true) return true
    return system.updates() && now.more !== (before?.more ?? 0)
  }

  async function rewrite(key: string, content: SystemContent): Promise<void> {
    said.set(key, summaryOf(content))
    await system.rewrite(key, content)
  }

  return {
    async notify(state, key, sound) {
      const alert = state.alerts.find((other) => other.key === key)
      if (alert === undefined) return
      const content = contentOf(state, alert, sound)
      said.set(key, summaryOf(content))
      await system.show(key, content)
    },
    clear: async (key) => {
      if (system.available()) await system.clear(key)
    },
    async refresh(state) {
      for (const key of said.keys()) if (!state.system.includes(key)) said.delete(key)
      if (!system.available()) return false
      for (const alert of state.alerts.filter(({ key }) => state.system.includes(key))) {
        const content = contentOf(state, alert, false)
        if (mustSayAgain(alert, summaryOf(content))) await rewrite(alert.key, content)
      }
      return true
    },
    async reword(before, next) {
      if (!system.available()) return
      for (const alert of systemAlerts(next)) {
        if (before.system.includes(alert.key) && next.system.includes(alert.key))
          await rewrite(alert.key, contentOf(before, alert, true))
      }
    },
  }
}
