import { setBadge } from '../platform/badge.ts'
import { text } from '../platform/i18n.ts'
import {
  clearNotification,
  notificationIds,
  notificationsAvailable,
  notificationsUpdate,
  rewriteNotification,
  showNotification,
} from '../platform/notifications.ts'
import { frontTab } from '../platform/tabs.ts'
import { systemClock } from './clock.ts'
import type { LocalState } from './journal/local-state.ts'
import type { BadgeView } from './notifier/badge.ts'
import type { NotifierDeps } from './notifier/notifier.ts'
import type { SystemContent } from './notifier/screen.ts'
import type { Pages } from './notifier/toast-slot.ts'
import { systemWords } from './system-words.ts'
import { toastPages } from './toast-pages.ts'

export type NotifierContext = Pick<
  NotifierDeps,
  'deeds' | 'attention' | 'device' | 'presenting' | 'lastConnected' | 'isShowing' | 'roomOf'
> & { local: LocalState }

/** What the notifier needs of the browser. */
export function createNotifierDeps({ local, ...context }: NotifierContext): NotifierDeps {
  const said = (content: SystemContent) => ({
    ...systemWords(content, text),
    silent: !content.sound || !context.attention.person().sounds,
  })
  return {
    ...context,
    pages,
    system: {
      available: notificationsAvailable,
      updates: notificationsUpdate,
      ids: notificationIds,
      show: (id, content) => showNotification(id, said(content)),
      rewrite: (id, content) => rewriteNotification(id, said(content)),
      clear: clearNotification,
    },
    badge: { set: (view) => void setBadge({ ...view, title: badgeTitle(view) }) },
    clock: systemClock,
    alerted: {
      upTo: (logId) => local.alertedUpTo(logId),
      raise: (logId, seq) => local.raiseAlerted(logId, seq),
    },
    board: () => local.board(),
    saveBoard: (board) => local.saveBoard(board),
    draft: (room) => local.draft(room),
    testMessage: () => ({ author: text('extName'), roomName: '', text: text('notificationTest') }),
    nonce: () => crypto.randomUUID(),
  }
}

const pages: Pages = {
  ...toastPages,
  frontTab,
  hold: (tabId, nonce, { corner }) => toastPages.hold(tabId, nonce, corner),
  look: async (tabId, nonce) => (await toastPages.look(tabId, nonce)) ?? 'no answer',
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
