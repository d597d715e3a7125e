import type { HubMessage } from '../shared/hub-messages.ts'
import { onCommand } from '../platform/commands.ts'
import { onBrowserStart, onInstalled, onReconnectAlarm } from '../platform/lifetime.ts'
import { onNotificationClicked, onNotificationClosed } from '../platform/notifications.ts'
import { openWelcome } from '../platform/pages.ts'
import { onPermissionsChanged } from '../platform/permissions.ts'
import { onMessage, onPort, onToastPort } from '../platform/receive.ts'
import { onScreenSharing } from '../platform/screen-sharing.ts'
import { onFrontChanged } from '../platform/tabs.ts'
import { startBackground } from './wiring/start.ts'

// Every browser listener is registered in this first tick, or the event that woke us would be lost; each then waits
// until the parts are there.
const ready = startBackground()

onMessage((message, sender) => {
  if (sender.kind === 'toast') return ready.then(({ notifier }) => notifier.toastMessage(message, sender))
  return ready.then(({ pageRequest }) => pageRequest(message))
})

onPort((port) => {
  const early: unknown[] = []
  let receive = (message: unknown): void => void early.push(message)
  let gone = (): void => undefined
  let isGone = false
  port.onMessage((message) => receive(message))
  port.onGone(() => {
    isGone = true
    gone()
  })
  void ready.then(({ hub }) => {
    if (isGone) return
    const page = hub.connect({ post: (message: HubMessage) => port.post(message) })
    gone = () => page.gone()
    receive = (message) => page.received(message)
    for (const message of early) receive(message)
  })
})

onToastPort((port, from) => {
  let isGone = false
  const listeners: (() => void)[] = []
  port.onGone(() => {
    isGone = true
    for (const listener of listeners) listener()
  })
  const onGone = (listener: () => void): void => void (isGone ? listener() : listeners.push(listener))
  void ready.then(({ notifier }) => notifier.toastPort({ post: (push) => port.post(push), onGone }, from))
})

onCommand('focus-toast', () => void ready.then(({ notifier }) => notifier.focusToast()))
onScreenSharing(() => void ready.then(({ sharingChanged }) => sharingChanged()))
onNotificationClicked((id) => void ready.then(({ notifier }) => notifier.notificationClicked(id)))
onNotificationClosed(
  (id, byUser) => void ready.then(({ notifier }) => notifier.notificationClosed(id, byUser)),
)
onFrontChanged(() => void ready.then(({ notifier }) => notifier.frontChanged()))
onPermissionsChanged(() => void ready.then(({ notifier }) => notifier.settingsChanged()))

const nudge = (): void => void ready.then(({ session }) => session.channel()?.nudge())
onReconnectAlarm(nudge)
globalThis.addEventListener('online', nudge)
onBrowserStart(() => undefined)
onInstalled(() => void openWelcome())
