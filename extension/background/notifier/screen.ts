import type { DeviceSettings } from '../../bridge/device-settings.ts'
import type { TestAlert } from '../../bridge/requests.ts'
import type { ToastCard } from '../../bridge/toast-messages.ts'
import { asRaised, asUnshown, runsFrom, spend } from './board-changes.ts'
import { isUrgent, type Board, type OpenAlert } from './board.ts'
import type { Desk } from './desk.ts'
import { others, putAway, settled, staysInSystem, systemAlerts } from './system-cards.ts'
import type { Clock, FrontTab, Pages, ToastSlot } from './toast-slot.ts'
import { withRoomFilled } from './urgent-alerts.ts'
import { cardOf, viewOf, type ViewContext } from './view.ts'

/** What a notification of the operating system says. */
export interface SystemContent {
  card: ToastCard
  /** Messages besides this one. */
  more: number
  /** It stays until somebody does something, where the browser can. */
  urgent: boolean
  /** It may make the system's sound. */
  sound: boolean
}

/** Notifications of the operating system. None of the calls rejects. */
export interface SystemNotifications {
  /** The permission may come and go at any time. */
  available(): boolean
  /** `rewrite` is silent, and shows nothing anew. */
  updates(): boolean
  /** Every notification of ours that is shown, those of a worker before this one too. */
  ids(): Promise<string[]>
  show(id: string, content: SystemContent): Promise<void>
  /** One that stands says this instead, and is not shown anew where the browser can. One that is gone stays away. */
  rewrite(id: string, content: SystemContent): Promise<void>
  clear(id: string): Promise<void>
}

export interface ScreenDeps {
  pages: Pages
  system: SystemNotifications
  slot: ToastSlot
  desk: Desk
  clock: Clock
  /** At least 16 characters that no page can guess. */
  nonce(): string
  device(): DeviceSettings
  context(): ViewContext
  /** Reads what was half typed in the rooms of these alerts, for `context` to have it. */
  loadDrafts(alerts: OpenAlert[]): Promise<void>
}

/** The card that somebody types in goes, or its frame does. */
const takesPinned = ({ toast }: Board, next: Board): boolean =>
  toast?.pinned !== undefined &&
  (toast.nonce !== next.toast?.nonce || next.alerts.every(({ key }) => key !== toast.pinned))

export const keysOf = (alerts: OpenAlert[]): string[] => alerts.map(({ key }) => key)

type WhyNoToast = TestAlert['whyNoToast']

/** Where an alert went; `badge`: nowhere. And why not into a toast. */
export interface Raised {
  shown: TestAlert['shown']
  whyNoToast: WhyNoToast
}

/** Brings the board before the person's eyes: in a toast, or else by the operating system, never in both. */
export interface Screen {
  /** Why no toast could show in this tab. */
  whyNot(front: FrontTab | undefined): WhyNoToast
  /** `fresh`: the keys to be told just now; what stands already stays as it is. */
  raise(board: Board, fresh: string[], sound: boolean): Promise<Raised>
  /** The board has changed, and nothing new is to be told. */
  change(board: Board): Promise<void>
  /** To the operating system, from a page that has tampered with the toast. */
  leavePage(board: Board): Promise<void>
  /** Its page is gone, and no other can hold the toast: what it told goes to the operating system, and what stands there stays. */
  leaveToast(board: Board): Promise<void>
  /** The toast goes where the person is now, with the rest of its time. */
  moveTo(front: FrontTab, board: Board): Promise<void>
  /** A toast of the worker before this one still stands: its frame may ask again what to show. */
  adopt(toast: { nonce: string; tabId: number }): void
}

export function createScreen(deps: ScreenDeps): Screen {
  const { pages, system, slot, desk, clock } = deps

  const view = (board: Board, sound = false) => viewOf(board, deps.context(), sound)

  function whyNot(front: FrontTab | undefined): WhyNoToast {
    if (front === undefined) return 'no-page'
    if (front.refused !== undefined) return front.refused
    const site = front.host === undefined ? undefined : deps.device().sites[front.host]
    return site?.toasts === false ? 'never-here' : undefined
  }

  function cornerOf({ host }: FrontTab) {
    const { sites, corner } = deps.device()
    return (host === undefined ? undefined : sites[host]?.corner) ?? corner
  }

  /**
   * Stores, and then does what follows from it. A worker that dies in between leaves a host whose frame gets no text any
   * more and is taken away when it asks, or a notification that the next worker does not find on its board and clears.
   */
  async function store(given: Board): Promise<void> {
    const next = withRoomFilled(given, clock.now())
    const before = desk.board()
    const textHidden = deps.context().hidden
    if (before.textHidden !== textHidden) await retell(next)
    // Somebody who is taken away from in the middle of a word, or who switches tabs there, keeps all of it.
    if (takesPinned(before, next)) await slot.flush()
    await desk.put({ ...next, textHidden })
    if (before.toast !== undefined && before.toast.nonce !== next.toast?.nonce) {
      slot.forget()
      await pages.remove(before.toast.tabId, before.toast.nonce)
    }
    const gone = before.system.filter((key) => !next.system.includes(key))
    if (system.available()) await Promise.all(gone.map((key) => system.clear(key)))
  }

  /** What stands says the same in other words, before it is stored that it does: a text must not stay that is to be hidden. */
  async function retell(next: Board): Promise<void> {
    if (!system.available()) return
    for (const alert of systemAlerts(next)) {
      if (desk.board().system.includes(alert.key) && next.system.includes(alert.key))
        await system.rewrite(alert.key, contentOf(alert))
    }
  }

  /** How many more each notification says that there are. After a restart it is not known, and is said once more. */
  const said = new Map<string, number>()

  /** Says on what shows that it counts more or less. Where that would raise it anew, it says so when it rings next. */
  async function recount(): Promise<void> {
    const { alerts, system: keys } = desk.board()
    for (const key of said.keys()) if (!keys.includes(key)) said.delete(key)
    if (!system.available() || !system.updates()) return
    for (const alert of alerts.filter((one) => isUrgent(one) && keys.includes(one.key))) {
      const content = contentOf(alert, false)
      if (content.more !== (said.get(alert.key) ?? 0)) await system.rewrite(alert.key, content)
      said.set(alert.key, content.more)
    }
  }

  async function change(next: Board): Promise<void> {
    await store(settled(next))
    await recount()
    if (desk.board().toast === undefined) return
    await deps.loadDrafts(desk.board().alerts)
    slot.update(view(desk.board()))
  }

  async function inPlace(board: Board, fresh: string[], sound: boolean): Promise<void> {
    await store({ ...asRaised(board, clock.now()), system: staysInSystem(board, fresh) })
    await deps.loadDrafts(desk.board().alerts)
    slot.update(view(desk.board(), sound))
  }

  /** False: the page did not show it, and it has been taken back. What was pinned elsewhere stays pinned. */
  async function openIn(front: FrontTab, board: Board, fresh: string[], sound: boolean): Promise<boolean> {
    await deps.loadDrafts(board.alerts)
    const at = { nonce: deps.nonce(), tabId: front.tabId, since: null, pinned: board.toast?.pinned }
    const toast = { ...at, since: runsFrom(at, clock.now()) }
    // Stored before it is there: the next worker looks for it, and finds it or not.
    const system = board.system.filter((key) => !fresh.includes(key))
    await store({ ...asRaised(board, clock.now()), system, toast })
    if (await slot.show({ ...toast, corner: cornerOf(front) }, view(desk.board(), sound))) {
      // Only now: a notification that went before would have to ring again if the page does not show the toast.
      await inPlace(desk.board(), fresh, false)
      return true
    }
    await desk.put({ ...desk.board(), toast: undefined })
    return false
  }

  /** A notification that is stored and then not shown, since the worker died in between, is on the badge alone. */
  async function inSystem(board: Board, fresh: string[], sound = true): Promise<boolean> {
    if (!system.available()) return false
    const standing = new Set(await system.ids())
    // Somebody has closed these, unheard: what is told does not ring again since something else comes.
    const closed = board.system.filter((key) => !standing.has(key) && !fresh.includes(key))
    const raised = { ...asRaised(closed.reduce(putAway, board), clock.now()), toast: undefined }
    const alerts = systemAlerts(raised)
    await store({ ...raised, system: alerts.map(({ key }) => key) })
    for (const alert of alerts) {
      if (fresh.includes(alert.key) || !standing.has(alert.key)) await show(alert, sound)
    }
    await recount()
    return true
  }

  async function show(alert: OpenAlert, sound: boolean): Promise<void> {
    const content = contentOf(alert, sound)
    said.set(alert.key, content.more)
    await system.show(alert.key, content)
  }

  async function leaveToast(board: Board): Promise<void> {
    const next = { ...board, toast: undefined }
    if (!(await inSystem(next, []))) await change(asUnshown(next, []))
  }

  const contentOf = (alert: OpenAlert, sound = true): SystemContent => ({
    sound,
    card: cardOf(alert, deps.context()),
    more: others(desk.board(), alert),
    urgent: alert.urgent !== undefined,
  })

  async function raise(board: Board, fresh: string[], sound: boolean): Promise<Raised> {
    const front = await pages.frontTab()
    const noToast = board.alerts.every((alert) => alert.noToast || !fresh.includes(alert.key))
    const why = whyNot(front) ?? (noToast ? 'not-shown' : undefined)
    if (why === undefined && front !== undefined) {
      const isThere = board.toast?.tabId === front.tabId
      if (isThere) await inPlace(board, fresh, sound)
      if (isThere || (await openIn(front, board, fresh, sound)))
        return { shown: 'toast', whyNoToast: undefined }
      board = desk.board()
    }
    const whyNoToast = why ?? 'not-shown'
    if (await inSystem(board, fresh, sound)) return { shown: 'system', whyNoToast }
    // A toast that was left in another tab tells it when that is in front again.
    await change(asUnshown(board, fresh))
    return { shown: 'badge', whyNoToast }
  }

  return {
    whyNot,
    raise,
    change,
    leaveToast,
    leavePage: (board) =>
      leaveToast({ ...board, alerts: board.alerts.map((alert) => ({ ...alert, noToast: true })) }),
    async moveTo(front, board) {
      const spent = spend(board, clock.now())
      if (!(await openIn(front, spent, [], false))) await leaveToast(desk.board())
    },
    adopt: (toast) => slot.adopt(toast, view(desk.board())),
  }
}
