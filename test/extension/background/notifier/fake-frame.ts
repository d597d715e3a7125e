import type { Notifier } from '../../../../extension/background/notifier/notifier.ts'
import type { ToastPort } from '../../../../extension/background/notifier/ports.ts'
import type { ToastPush, ToastView } from '../../../../extension/shared/toast-messages.ts'
import type { Host } from './world.ts'

interface Place {
  tabId: number
  host: Host
}

/** What the toast's frame does once it is there: it asks what to show, connects, and reports that it is painted. */
export async function loadFrame(
  notifier: Notifier,
  isOver: () => boolean,
  { tabId, host }: Place,
): Promise<void> {
  if (isOver()) return
  const { nonce } = host
  const sender = { tabId, frameId: 7 }
  const view = (await notifier.toastMessage({ type: 'toast-ready', nonce }, sender)) as ToastView | undefined
  if (view === undefined || isOver()) return
  host.views.push(view)
  notifier.toastPort(portOf(notifier, { tabId, host }), { tabId, nonce })
  await notifier.toastMessage({ type: 'toast-shown', nonce, height: 120.4 }, sender)
}

/** The background's end of the frame's port. */
function portOf(notifier: Notifier, { tabId, host }: Place): ToastPort {
  const { nonce } = host
  const sender = { tabId, frameId: 7 }
  return {
    post(push: ToastPush) {
      host.pushes.push(push)
      if (push.type === 'view') host.views.push(push.view)
      if (push.type !== 'flush') return
      if (host.unsaved) void notifier.toastMessage({ type: 'toast-draft', nonce, ...host.unsaved }, sender)
      void notifier.toastMessage({ type: 'toast-flushed', nonce }, sender)
    },
    onGone(listener) {
      const before = host.end
      host.end = () => {
        before?.()
        listener()
      }
    },
  }
}
