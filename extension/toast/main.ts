import type { ToastContent, ToastMessage } from '../bridge/toast-messages.ts'
import { sendFromToast, toastWord } from '../platform/toast-frame.ts'
import { fillCard } from './fill-card.ts'
import { createPausableTimer } from './pausable-timer.ts'
import { readingTime } from './reading-time.ts'

const nonce = location.hash.slice(1)

const send = (message: ToastMessage): Promise<unknown> => sendFromToast(message)

function runClock(text: string, dismiss: () => void): void {
  const timer = createPausableTimer(readingTime(text), dismiss)
  const root = document.documentElement
  root.addEventListener('pointerenter', () => timer.pause('pointer'))
  root.addEventListener('pointerleave', () => timer.resume('pointer'))
  addEventListener('focus', () => timer.pause('focus'))
  addEventListener('blur', () => timer.resume('focus'))
  const visibility = (): void => (document.hidden ? timer.pause('hidden') : timer.resume('hidden'))
  document.addEventListener('visibilitychange', visibility)
  visibility()
}

/** The callback of a frame runs before its paint, a task that it queues after. */
const afterPaint = (callback: () => void): void => {
  requestAnimationFrame(() => setTimeout(callback))
}

function show(card: HTMLElement, content: ToastContent): void {
  const end = (type: 'toast-dismiss' | 'toast-open'): void => void send({ type, nonce })
  const dismiss = (): void => end('toast-dismiss')
  const words = {
    dismiss: toastWord('toastDismiss'),
    open: toastWord('toastOpen'),
    room: toastWord('toastIn', content.room),
    more: content.more > 0 ? toastWord('toastMore', String(content.more)) : '',
  }
  fillCard(card, content, words, { dismiss, open: () => end('toast-open') })
  addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape') dismiss()
  })
  runClock(content.text, dismiss)

  const tellHeight = (): void => {
    void send({ type: 'toast-shown', nonce, height: card.getBoundingClientRect().height })
  }
  afterPaint(() => {
    tellHeight()
    new ResizeObserver(tellHeight).observe(card)
  })
}

const card = document.querySelector<HTMLElement>('#card')
const content = (await send({ type: 'toast-ready', nonce })) as ToastContent | undefined
// Without content it was taken back meanwhile, or this is not the frame of a toast.
if (card !== null && content !== undefined) {
  document.documentElement.lang = toastWord('languageTag')
  show(card, content)
}
