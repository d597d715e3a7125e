import type { Corner } from '../../../shared/device-settings.ts'
import type { ToastPush, ToastView } from '../../../shared/toast-messages.ts'
import type { Clock } from '../../clock.ts'
import type { Pages, ToastPort } from '../ports.ts'
import { createFramePorts } from './frame-ports.ts'

/**
 * From the open host to a painted text. A cold frame was measured to take 130 to 290 ms on two cores; a person
 * should not wait longer than this for the notification that comes instead.
 */
const SHOWN_WITHIN_MS = 400

/** CSS pixels: two cards, one of them with a box that has grown. What the frame sends decides how much of a page is covered. */
const HEIGHT_MIN = 40
const HEIGHT_MAX = 440

/** Which toast, and where. */
export interface ToastAt {
  nonce: string
  tabId: number
}

interface Session extends ToastAt {
  view: ToastView
  /** As JSON, without the sound: what the frame has been given; undefined: nothing yet. */
  given: string | undefined
  /** Called with the cards' height once they are painted. */
  painted: (height: number) => void
}

/** The one open toast: tab, frame and port. `show` is not called before the last one has settled. */
export interface ToastSession {
  /** True: the person sees it. False: it has been unmounted, and its frame gets no text any more. */
  show(at: ToastAt & { corner: Corner }, view: ToastView): Promise<boolean>
  /** A toast of the worker before this one, which is still mounted in its page. */
  adopt(at: ToastAt, view: ToastView): void
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
  /** Has the frame save what is half typed; settles when it has, or when it does not answer. */
  flush(): Promise<void>
  /** The frame's answer to that. */
  flushed(): void
  post(push: ToastPush): void
  connected(port: ToastPort, nonce: string): void
}

/** The sound comes once, so it makes no view another one. */
const markOf = (view: ToastView): string => JSON.stringify({ ...view, sound: false })

export function createToastSession({ pages, clock }: { pages: Pages; clock: Clock }): ToastSession {
  const ports = createFramePorts(clock)
  let session: Session | undefined

  /** The cards may change their height later: another view, another width, another font size. */
  const revealAt =
    ({ nonce, tabId }: ToastAt) =>
    (height: number): void =>
      void pages.reveal(tabId, nonce, height)

  function give(): void {
    if (session?.given === undefined || !ports.isConnected(session.nonce)) return
    if (!session.view.sound && session.given === markOf(session.view)) return
    ports.post(session.nonce, { type: 'view', view: session.view })
    markGiven(session)
  }

  return {
    async show({ corner, ...at }, view) {
      const painted = new Promise<number>((resolve) => {
        session = { ...at, view, given: undefined, painted: resolve }
      })
      const isMounted = await pages.mount(at.tabId, at.nonce, { corner })
      const height = isMounted ? await inTime(painted, clock) : undefined
      if (height !== undefined && (await pages.reveal(at.tabId, at.nonce, height))) {
        if (session?.nonce === at.nonce) session.painted = revealAt(at)
        return true
      }
      session = undefined
      // Not awaited: what is still there is invisible and is revealed no more, and a busy page would hold up the notification.
      if (isMounted) void pages.unmount(at.tabId, at.nonce)
      return false
    },
    adopt: (at, view) => void (session = { ...at, view, given: undefined, painted: revealAt(at) }),
    update(view) {
      if (session === undefined) return
      session.view = { ...view, sound: view.sound || session.view.sound }
      give()
    },
    forget: () => void (session = undefined),
    ready() {
      const view = session?.view
      if (session !== undefined) markGiven(session)
      return view
    },
    painted: (height) => session?.painted(Math.min(Math.max(Math.ceil(height), HEIGHT_MIN), HEIGHT_MAX)),
    isOpen: (nonce, tabId) => session?.nonce === nonce && session.tabId === tabId,
    flush: () => (session === undefined ? Promise.resolve() : ports.flush(session.nonce)),
    flushed: ports.flushed,
    post: (push) => session && ports.post(session.nonce, push),
    connected(port, nonce) {
      ports.connected(port, nonce)
      give()
    },
  }
}

function markGiven(session: Session): void {
  session.given = markOf(session.view)
  session.view = { ...session.view, sound: false }
}

/** The height of the painted cards, or undefined when it is late. The time begins with the mounted host. */
const inTime = (painted: Promise<number>, clock: Clock): Promise<number | undefined> =>
  new Promise((resolve) => {
    const cancel = clock.after(SHOWN_WITHIN_MS, () => resolve(undefined))
    void painted.then((height) => {
      cancel()
      resolve(height)
    })
  })
