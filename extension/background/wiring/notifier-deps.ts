import { text } from '../../platform/i18n.ts'
import {
  clearNotification,
  notificationIds,
  notificationsAvailable,
  notificationsUpdate,
  rewriteNotification,
  showNotification,
} from '../../platform/notifications.ts'
import { frontTab } from '../../platform/tabs.ts'
import { systemClock } from '../clock.ts'
import type { Overview } from '../../shared/view.ts'
import type { LocalState } from '../journal/local-state.ts'
import type { NotifierDeps } from '../notifier/notifier.ts'
import type { Pages, SystemContent } from '../notifier/ports.ts'
import { systemWords } from '../system-words.ts'
import { toastPages } from './toast-pages.ts'

export type NotifierContext = Pick<
  NotifierDeps,
  'actions' | 'log' | 'settings' | 'device' | 'lastConnected' | 'isShowing' | 'roomOf'
> & { local: LocalState; textHidden(): Overview['textHidden'] }

/** What the notifier needs of the browser. */
export function createNotifierDeps({ local, textHidden, ...context }: NotifierContext): NotifierDeps {
  const wordsOf = (content: SystemContent) => ({
    ...systemWords(content, text),
    silent: !content.sound || !context.settings.person().sounds,
  })
  return {
    ...context,
    isTextHidden: () => textHidden() !== 'no',
    pages,
    system: {
      available: notificationsAvailable,
      updates: notificationsUpdate,
      ids: notificationIds,
      show: (id, content) => showNotification(id, wordsOf(content)),
      rewrite: (id, content) => rewriteNotification(id, wordsOf(content)),
      clear: clearNotification,
    },
    clock: systemClock,
    storage: {
      load: () => local.alerts(),
      save: (state) => local.saveAlerts(state),
      admit: (logId, upTo, admit) => local.admitAlerts(logId, upTo, admit),
    },
    draft: (room) => local.draft(room),
    testMessage: () => ({ author: text('extName'), text: text('notificationTest') }),
    nonce: () => crypto.randomUUID(),
  }
}

const pages: Pages = {
  ...toastPages,
  frontTab,
  mount: (tabId, nonce, { corner }) => toastPages.mount(tabId, nonce, corner),
}
