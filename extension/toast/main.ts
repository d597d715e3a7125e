import type { ToastMessage, ToastView } from '../shared/toast-messages.ts'
import { connectToast, sendFromToast, toastText as text } from '../platform/toast-frame.ts'
import { createClocks } from './clocks.ts'
import { createKeysHeld } from './keys-held.ts'
import { playSound } from './play-sound.ts'
import { createToastPage } from './toast-page.ts'
import { createTrust } from './trust.ts'
import { watchAttention } from './watch-attention.ts'
import { watchFrame } from './watch-frame.ts'

const nonce = location.hash.slice(1)
const main = document.querySelector('main')

const now = (): number => performance.now()
/** The callback of a frame runs before its paint, a task that it queues after. */
const afterPaint = (callback: () => void): void => {
  requestAnimationFrame(() => setTimeout(callback))
}

function start(main: HTMLElement): void {
  const trust = createTrust(now)
  const clocks = createClocks((key) => void sendFromToast({ type: 'toast-expired', nonce, key }))
  const released = createKeysHeld(window)
  const page = createToastPage(main, {
    text,
    language: text('languageTag'),
    trust,
    clocks,
    now,
    later: afterPaint,
    ring: playSound,
    tell: (key, message) =>
      new Promise((answer) => {
        const send = (): void => answer(sendFromToast({ ...message, nonce, key } as ToastMessage))
        // The frame goes with these, and the page would hear the key go up.
        if (message.type === 'toast-dismiss' || message.type === 'toast-open') released(send)
        else send()
      }),
    leave: () =>
      released(() => {
        if (document.hasFocus()) void sendFromToast({ type: 'toast-blur', nonce })
      }),
  })

  const tellHeld = (held: boolean): void => void sendFromToast({ type: 'toast-held', nonce, held })
  let attention: { readonly held: boolean } | undefined
  const show = (view: ToastView): void => {
    page.show(view)
    if (attention !== undefined) return
    attention = watchAttention(clocks, tellHeld)
    watchFrame(main, trust)
    const tellHeight = (): void => {
      const { height } = main.getBoundingClientRect()
      if (height > 0) void sendFromToast({ type: 'toast-shown', nonce, height })
    }
    // The cards are drawn empty, and then with their words.
    afterPaint(() =>
      afterPaint(() => {
        tellHeight()
        new ResizeObserver(tellHeight).observe(main)
      }),
    )
  }

  // Nothing: it was taken back meanwhile, or this is not the frame of a toast.
  const ask = async (): Promise<void> => {
    const view = (await sendFromToast({ type: 'toast-ready', nonce })) as ToastView | undefined
    if (view !== undefined) show(view)
  }
  connectToast(
    nonce,
    (push) => {
      if (push.type === 'view') return show(push.view)
      if (push.type === 'focus') return page.focus()
      page.flush()
      void sendFromToast({ type: 'toast-flushed', nonce })
    },
    () => {
      void ask()
      // The background that has begun meanwhile lets time pass until it hears of this.
      if (attention?.held === true) tellHeld(true)
    },
  )
  document.documentElement.lang = text('languageTag')
  addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape' && !event.isComposing) page.escape()
  })
  addEventListener('pagehide', page.flush)
  document.addEventListener('visibilitychange', page.flush)
  void ask()
}

if (main !== null) start(main)
