import type { ToastMessage, ToastPush, ToastView } from '../shared/toast-messages.ts'
import { connectToast, sendFromToast, toastText as text } from '../platform/toast-frame.ts'
import { createClocks, type Clocks } from './clocks.ts'
import { createKeysHeld } from './keys-held.ts'
import { pauseClocks } from './pause-clocks.ts'
import { playSound } from './play-sound.ts'
import { createToastPage, type ToastPage } from './toast-page.ts'
import { createTrust, type Trust } from './trust.ts'
import { watchFrame } from './watch-frame.ts'

const nonce = location.hash.slice(1)
const main = document.querySelector('main')

const now = (): number => performance.now()
/** The callback of a frame runs before its paint, a task that it queues after. */
const afterPaint = (callback: () => void): void => {
  requestAnimationFrame(() => setTimeout(callback))
}

function createPage(main: HTMLElement, trust: Trust, clocks: Clocks): ToastPage {
  const released = createKeysHeld(window)
  return createToastPage(main, {
    text,
    language: text('languageTag'),
    trust,
    clocks,
    now,
    later: afterPaint,
    playSound,
    send: (key, message) =>
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
}

/** Reports how high the cards are, once they are painted and at each change. */
function reportHeight(main: HTMLElement): void {
  const report = (): void => {
    const { height } = main.getBoundingClientRect()
    if (height > 0) void sendFromToast({ type: 'toast-shown', nonce, height })
  }
  // The cards are drawn empty, and then with their words.
  afterPaint(() =>
    afterPaint(() => {
      report()
      new ResizeObserver(report).observe(main)
    }),
  )
}

function start(main: HTMLElement): void {
  const trust = createTrust(now)
  const clocks = createClocks((key) => void sendFromToast({ type: 'toast-expired', nonce, key }))
  const page = createPage(main, trust, clocks)

  const reportTouched = (touched: boolean): void =>
    void sendFromToast({ type: 'toast-touched', nonce, touched })
  let isTouched: (() => boolean) | undefined
  function show(view: ToastView): void {
    page.show(view)
    if (isTouched !== undefined) return
    isTouched = pauseClocks(clocks, reportTouched)
    watchFrame(main, trust, page.showTrust)
    reportHeight(main)
  }
  function onPush(push: ToastPush): void {
    if (push.type === 'view') return show(push.view)
    if (push.type === 'focus') return page.focus()
    page.flush()
    void sendFromToast({ type: 'toast-flushed', nonce })
  }
  async function ask(): Promise<void> {
    const view = (await sendFromToast({ type: 'toast-ready', nonce })) as ToastView | undefined
    // Undefined: it was closed meanwhile, or this is not the frame of a toast.
    if (view !== undefined) show(view)
  }

  connectToast(nonce, onPush, () => {
    void ask()
    // The background that has begun meanwhile lets time pass until it hears of this.
    if (isTouched?.() === true) reportTouched(true)
  })
  document.documentElement.lang = text('languageTag')
  addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape' && !event.isComposing) page.escape()
  })
  addEventListener('pagehide', page.flush)
  document.addEventListener('visibilitychange', page.flush)
  void ask()
}

if (main !== null) start(main)
