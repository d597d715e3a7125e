import type { Corner } from '../../bridge/device-settings.ts'
import type { ToastPush, ToastView } from '../../bridge/toast-messages.ts'
import type { Clock } from '../clock.ts'

/** The tab in front of the person. */
export interface FrontTab {
  tabId: number
  /** As in `location.hostname`; undefined where we may not know it. */
  host: string | undefined
  /** Why we may not inject into it; undefined: we may. */
  refused: 'no-page' | 'no-access' | undefined
}

/** The injected side of a toast. Each call settles within a time limit, whatever the page does; none rejects. */
export interface Pages {
  /** The active tab of the focused window. Undefined: no window of ours is in front. */
  frontTab(): Promise<FrontTab | undefined>
  /**
   * Puts the invisible host with its frame into the page, instead of any earlier one. False: that page cannot hold it,
   * or not in time; then nothing stays there.
   */
  hold(tabId: number, nonce: string, options: { corner: Corner }): Promise<boolean>
  /** Gives the host its height in CSS pixels and makes it visible. False: it is gone. */
  reveal(tabId: number, nonce: string, height: number): Promise<boolean>
  /** False: the host of this nonce was gone before. */
  remove(tabId: number, nonce: string): Promise<boolean>
  /**
   * `tampered`: the page did something to it. `elsewhere`: another document is there, or it went by itself. `no answer`: the
   * document is still loading, or is one that cannot be asked, or the tab is gone.
   */
  look(tabId: number, nonce: string): Promise<'held' | 'tampered' | 'elsewhere' | 'no answer'>
  /** The frame gets the focus; false: it is not there. */
  focus(tabId: number, nonce: string): Promise<boolean>
  /** The focus goes back to where it was in the page. */
  blur(tabId: number, nonce: string): Promise<void>
}

export type { Clock }

/** Where a message to the background comes from, as the browser says it. */
export interface ToastSender {
  tabId: number | undefined
  frameId: number | undefined
}

/** The background's end of the port of a toast's frame. Posting to one that has gone does nothing. */
export interface ToastPort {
  post(push: ToastPush): void
  onGone(listener: () => void): void
}

/**
 * From the open host to a painted text. A cold frame was measured to take 130 to 290 ms on two cores; a person
 * should not wait longer than this for the notification that comes instead.
 */
const SHOWN_WITHIN_MS = 400

/** CSS pixels: two cards, one of them with a box that has grown. What the frame sends decides how much of a page is covered. */
const HEIGHT_MIN = 40
const HEIGHT_MAX = 440

/** A frame in a tab that has just gone behind answers in a few milliseconds; one that hangs holds nothing up. */
const FLUSHED_WITHIN_MS = 150

interface OpenToast {
  nonce: string
  tabId: number
  view: ToastView
  /** As JSON, without the sound: what the frame has been given. */
  given: string | undefined
  /** Called with the cards' height once they are painted. */
  shown: (height: number) => void
}

/** Holds at most one toast. `show` is not called before the last one has settled. */
export interface ToastSlot {
  /** True: the person sees it. False: it has been taken back, and its frame gets no text any more. */
  show(at: { nonce: string; tabId: number; corner: Corner }, view: ToastView): Promise<boolean>
  /** A toast of the worker before this one, which still stands in its page. */
  adopt(at: { nonce: string; tabId: number }, view: ToastView): void
  /** Another view of the same toast, in place. */
  update(view: ToastView): void
  /** Its frame gets nothing any more. */
  forget(): void
  /** The frame asks what to show. */
  ready(): ToastView | undefined
  /** The frame has painted it so high. */
  painted(height: number): void
  /** Whether this is the open toast, in its tab. */
  isOpen(nonce: string, tabId: number | undefined): boolean
  /** Has the frame tell what is half typed; settles when it has, or when it does not answer. */
  flush(): Promise<void>
  /** The frame's answer to that. */
  flushed(): void
  post(push: ToastPush): void
  connected(port: ToastPort, nonce: string): void
}

export function createToastSlot({ pages, clock }: { pages: Pages; clock: Clock }): ToastSlot {
  let toast: OpenToast | undefined
  /** By nonce. A frame may connect before it asks what to show, and again after the worker was stopped. */
  const ports = new Map<string, ToastPort>()
  let flushed = (): void => undefined

  /** The sound comes once, so it makes no view another one. */
  const mark = (view: ToastView): string => JSON.stringify({ ...view, sound: false })

  /** The height of the painted cards, or undefined when it is late. The clock starts with the open host. */
  const inTime = (shown: Promise<number>): Promise<number | undefined> =>
    new Promise((resolve) => {
      const cancel = clock.after(SHOWN_WITHIN_MS, () => resolve(undefined))
      void shown.then((height) => {
        cancel()
        resolve(height)
      })
    })

  /** The cards may change their height later: another view, another width, another font size. */
  const keepHeight = (nonce: string, tabId: number) => (height: number) =>
    void pages.reveal(tabId, nonce, height)

  function keepHeightOf(nonce: string, tabId: number): void {
    if (toast?.nonce === nonce) toast.shown = keepHeight(nonce, tabId)
  }

  function give(): void {
    const port = toast && ports.get(toast.nonce)
    if (toast === undefined || port === undefined || toast.given === undefined) return
    if (!toast.view.sound && toast.given === mark(toast.view)) return
    port.post({ type: 'view', view: toast.view })
    given(toast)
  }

  function given(open: OpenToast): void {
    open.given = mark(open.view)
    open.view = { ...open.view, sound: false }
  }

  return {
    async show({ nonce, tabId, corner }, view) {
      const shown = new Promise<number>((resolve) => {
        toast = { nonce, tabId, view, given: undefined, shown: resolve }
      })
      const holds = await pages.hold(tabId, nonce, { corner })
      const height = holds ? await inTime(shown) : undefined
      if (height !== undefined && (await pages.reveal(tabId, nonce, height))) {
        keepHeightOf(nonce, tabId)
        return true
      }
      toast = undefined
      // Not awaited: what is still there is invisible and is revealed no more, and a busy page would hold up the notification.
      if (holds) void pages.remove(tabId, nonce)
      return false
    },
    adopt({ nonce, tabId }, view) {
      toast = { nonce, tabId, view, given: undefined, shown: keepHeight(nonce, tabId) }
    },
    update(view) {
      if (toast === undefined) return
      toast.view = { ...view, sound: view.sound || toast.view.sound }
      give()
    },
    forget() {
      toast = undefined
    },
    ready() {
      if (toast === undefined) return undefined
      const { view } = toast
      given(toast)
      return view
    },
    painted(height) {
      toast?.shown(Math.min(Math.max(Math.ceil(height), HEIGHT_MIN), HEIGHT_MAX))
    },
    flush: () =>
      new Promise((resolve) => {
        const port = toast && ports.get(toast.nonce)
        if (port === undefined) return resolve()
        const cancel = clock.after(FLUSHED_WITHIN_MS, resolve)
        flushed = () => {
          cancel()
          resolve()
        }
        port.post({ type: 'flush' })
      }),
    flushed: () => flushed(),
    isOpen: (nonce, tabId) => toast !== undefined && toast.nonce === nonce && toast.tabId === tabId,
    post(push) {
      if (toast !== undefined) ports.get(toast.nonce)?.post(push)
    },
    connected(port, nonce) {
      ports.set(nonce, port)
      port.onGone(() => {
        if (ports.get(nonce) === port) ports.delete(nonce)
      })
      give()
    },
  }
}
