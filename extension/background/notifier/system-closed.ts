import type { MessageActions, SystemNotifications } from './ports.ts'
import type { Presenter } from './present/presenter.ts'
import type { Alert } from './state/alert-state.ts'
import type { AlertStore } from './state/alert-store.ts'
import { findAlert, hasMessage, isUrgent } from './state/open-alerts.ts'

interface ClosedDeps {
  store: AlertStore
  presenter: Presenter
  system: SystemNotifications
  actions: Pick<MessageActions, 'markRead'>
}

export interface SystemClosed {
  /** These were gone when the worker began: their closing may be what woke it, and is heard of a moment later. */
  expect(alerts: Alert[]): void
  /** In a turn of the store: a notification is closed. `byUser`: where the browser knows that. */
  closed(id: string, byUser: boolean | undefined): Promise<void>
}

export function createSystemClosed({ store, presenter, system, actions }: ClosedDeps): SystemClosed {
  let expected: Alert[] = []
  return {
    expect: (alerts) => void (expected = alerts),
    async closed(id, byUser) {
      const isOpen = store.state().system.includes(id)
      const before = expected.find(({ key }) => key === id)
      expected = expected.filter((alert) => alert !== before)
      // What we cleared ourselves has left the state before.
      const alert = isOpen ? findAlert(store.state(), id) : before
      if (alert === undefined) return
      if (byUser === true && !isUrgent(alert)) {
        // The same as "Dismiss" on a card. The worker before this one may have left no alert of it.
        if (!isOpen && hasMessage(alert)) await actions.markRead(alert.message.room, alert.message.seq)
        await presenter.dispatch({ type: 'finished', key: id })
        return
      }
      // Firefox says it also of the one that was replaced by a newer of the same id.
      if (isOpen && !(await system.ids()).includes(id))
        await presenter.dispatch({ type: 'notification-gone', key: id })
    },
  }
}
