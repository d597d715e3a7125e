import * as v from 'valibot'
import { toastMessageSchema, type ToastContent } from '../../bridge/toast-messages.ts'
import type { Alert } from './alert.ts'

/** The injected side of a toast. Each call settles within a time limit, whatever the page does; none rejects. */
export interface Pages {
  /** The active tab of the focused window; `allowed`: we may inject there. Undefined: no window of ours is in front. */
  frontTab(): Promise<{ tabId: number; allowed: boolean } | undefined>
  /**
   * Puts the invisible host with its frame into the page, instead of any earlier one. False: that page cannot hold it,
   * or not in time; then nothing stays there.
   */
  hold(tabId: number, nonce: string): Promise<boolean>
  /** Gives the host its height in CSS pixels and makes it visible. False: it is gone. */
  reveal(tabId: number, nonce: string, height: number): Promise<boolean>
  /** False: the host of this nonce was gone before. */
  remove(tabId: number, nonce: string): Promise<boolean>
}

export interface Clock {
  /** Calls back once after `ms`, unless the answer is called before. */
  after(ms: number, callback: () => void): () => void
}

/** Where a message to the background comes from, as the browser says it. */
export interface ToastSender {
  tabId: number | undefined
  frameId: number | undefined
}

/**
 * From the open host to a painted text. A cold frame was measured to take 130 to 290 ms on two cores; a person
 * should not wait longer than this for the notification that comes instead.
 */
const SHOWN_WITHIN_MS = 400

/** CSS pixels. The frame is ours, but what it sends decides how much of somebody's page is covered. */
const HEIGHT_MIN = 40
const HEIGHT_MAX = 320

interface OpenToast {
  nonce: string
  tabId: number
  alert: Alert
  /** Called with the card's height once it is painted. */
  shown: (height: number) => void
}

interface ToastSlotDeps {
  pages: Pages
  clock: Clock
  nonce(): string
  /** "Open" was clicked. Undefined: the worker was restarted and does not know any more which room it was. */
  open(room: string | undefined): void
}

/** Holds at most one toast. `show` and `close` are not called before the last one has settled. */
export interface ToastSlot {
  current(): { alert: Alert; tabId: number } | undefined
  /** True: the person sees it. False: it has been taken back, and its frame gets no text any more. */
  show(alert: Alert, tabId: number): Promise<boolean>
  /** False: there was none, or it went with its page. */
  close(): Promise<boolean>
  /** Answers `toast-ready` with what to show; anything forged, malformed or late gets undefined. */
  message(message: unknown, sender: ToastSender): ToastContent | undefined
}

export function createToastSlot({ pages, clock, nonce: makeNonce, open }: ToastSlotDeps): ToastSlot {
  let toast: OpenToast | undefined

  async function close(): Promise<boolean> {
    if (toast === undefined) return false
    const { tabId, nonce } = toast
    // First: from here on a late `ready` gets no text.
    toast = undefined
    return pages.remove(tabId, nonce)
  }

  /** The height of the painted card, or undefined when it is late. The clock starts with the open host. */
  const painted = (shown: Promise<number>): Promise<number | undefined> =>
    new Promise((resolve) => {
      const cancel = clock.after(SHOWN_WITHIN_MS, () => resolve(undefined))
      void shown.then((height) => {
        cancel()
        resolve(height)
      })
    })

  async function show(alert: Alert, tabId: number): Promise<boolean> {
    await close()
    const nonce = makeNonce()
    const shown = new Promise<number>((resolve) => {
      toast = { nonce, tabId, alert, shown: resolve }
    })
    const holds = await pages.hold(tabId, nonce)
    const height = holds ? await painted(shown) : undefined
    if (height !== undefined && (await pages.reveal(tabId, nonce, height))) {
      keepHeight(nonce, tabId)
      return true
    }
    toast = undefined
    // Not awaited: what is still there is invisible and is revealed no more, and a busy page would hold up the notification.
    if (holds) void pages.remove(tabId, nonce)
    return false
  }

  /** The card may change its height later: another width, another font size. */
  function keepHeight(nonce: string, tabId: number): void {
    if (toast?.nonce === nonce) toast.shown = (height) => void pages.reveal(tabId, nonce, height)
  }

  function message(input: unknown, sender: ToastSender): ToastContent | undefined {
    const parsed = v.safeParse(toastMessageSchema, input)
    // A toast is a frame in a page: frame 0 is somebody who opened its address in a tab.
    if (!parsed.success || sender.tabId === undefined || !sender.frameId) return undefined
    const { nonce } = parsed.output
    const known = toast?.nonce === nonce && toast.tabId === sender.tabId ? toast : undefined
    switch (parsed.output.type) {
      case 'toast-ready':
        return known?.alert.content
      case 'toast-shown':
        known?.shown(Math.min(Math.max(Math.ceil(parsed.output.height), HEIGHT_MIN), HEIGHT_MAX))
        return undefined
      case 'toast-dismiss':
      case 'toast-open':
        if (known !== undefined) toast = undefined
        // Also for a toast of a worker before this one: a page may only lose what its own frame asked to take away.
        void pages.remove(sender.tabId, nonce)
        if (parsed.output.type === 'toast-open') open(known?.alert.room)
        return undefined
    }
  }

  return {
    current: () => toast && { alert: toast.alert, tabId: toast.tabId },
    show,
    close,
    message,
  }
}
