import { holdToast } from '../content/hold-toast.ts'
import { removeToast } from '../content/remove-toast.ts'
import { revealToast } from '../content/reveal-toast.ts'
import { setBadge } from '../platform/badge.ts'
import { text } from '../platform/i18n.ts'
import { inject, INJECT_WITHIN_MS } from '../platform/injection.ts'
import {
  clearNotification,
  notificationIds,
  notificationsAvailable,
  showNotification,
} from '../platform/notifications.ts'
import { toastAddress } from '../platform/open-chat.ts'
import { frontTab } from '../platform/tabs.ts'
import { systemClock } from './channel/clock.ts'
import type { LocalState } from './journal/local-state.ts'
import type { BadgeView } from './notifier/badge.ts'
import type { NotifierDeps } from './notifier/notifier.ts'

export interface NotifierContext {
  local: LocalState
  isShowing: (room: string) => boolean
  roomOf: (logId: string) => string | undefined
  openRoom: (room: string | undefined) => void
}

/** What the notifier needs of the browser. */
export function createNotifierDeps({ local, ...context }: NotifierContext): NotifierDeps {
  return {
    ...context,
    pages: {
      frontTab,
      hold: async (tabId, nonce) => {
        const remove = (): void => void inject(tabId, removeToast, [nonce])
        return (await inject(tabId, holdToast, [toastAddress(), nonce], remove)) === 'held'
      },
      reveal: async (tabId, nonce, height) =>
        (await inject(tabId, revealToast, [nonce, height, Date.now() + INJECT_WITHIN_MS])) === true,
      remove: async (tabId, nonce) => (await inject(tabId, removeToast, [nonce])) === true,
    },
    system: {
      available: notificationsAvailable,
      ids: notificationIds,
      show: (id, { author, room, text: message, more }) => {
        const body = more > 0 ? `${message}\n${text('toastMore', more)}` : message
        return showNotification(id, text('notificationTitle', author, room), body)
      },
      clear: clearNotification,
    },
    badge: { set: (view) => void setBadge({ ...view, title: badgeTitle(view) }) },
    clock: systemClock,
    alerted: {
      upTo: (logId) => local.alertedUpTo(logId),
      raise: (logId, seq) => local.saveAlerted(logId, seq),
    },
    nonce: () => crypto.randomUUID(),
  }
}

function badgeTitle({ status, unread }: BadgeView): string {
  const name = text('extName')
  switch (status) {
    case 'not-joined':
      return name
    case 'connected':
    case 'connecting':
      return unread === 0 ? name : `${name}: ${text('badgeUnread', unread)}`
    case 'offline':
      return `${name}: ${text('badgeOffline')}`
    case 'signed-out':
      return `${name}: ${text('badgeSignedOut')}`
    case 'outdated':
      return `${name}: ${text('badgeOutdated')}`
  }
}
