import { end } from './board-changes.ts'
import { isUrgent, type OpenAlert } from './board.ts'
import type { Desk } from './desk.ts'
import type { Screen, SystemNotifications } from './screen.ts'
import { putAway } from './system-cards.ts'
import { hasText, type CardDeeds } from './toast-requests.ts'
import type { Clock } from './toast-slot.ts'

interface PutAwayDeps {
  desk: Desk
  screen: Screen
  system: SystemNotifications
  deeds: CardDeeds
  clock: Clock
}

export interface PutAway {
  /** These were gone when the worker began: their closing may be what woke it, and is told a moment later. */
  expect(alerts: OpenAlert[]): void
  /** In a turn of the desk: a notification does not stand any more. `byUser`: where the browser knows that. */
  closed(id: string, byUser: boolean | undefined): Promise<void>
}

export function createPutAway({ desk, screen, system, deeds, clock }: PutAwayDeps): PutAway {
  let expected: OpenAlert[] = []

  /** The same as "Dismiss" on a card. */
  async function dismiss(alert: OpenAlert): Promise<void> {
    if (hasText(alert)) await deeds.seen(alert.room, alert.seq)
    await screen.change(end(desk.board(), alert.key, clock.now()))
  }

  return {
    expect: (alerts) => void (expected = alerts),
    async closed(id, byUser) {
      const { alerts, system: keys } = desk.board()
      const before = expected.find(({ key }) => key === id)
      expected = expected.filter((alert) => alert !== before)
      // What we cleared ourselves has left the board before.
      const alert = keys.includes(id) ? alerts.find(({ key }) => key === id) : before
      if (alert === undefined) return
      if (byUser === true && !isUrgent(alert)) return dismiss(alert)
      // Firefox says it also of the one that was replaced by a newer of the same id.
      if (keys.includes(id) && !(await system.ids()).includes(id))
        await screen.change(putAway(desk.board(), id))
    },
  }
}
