import type { DeviceSettings } from '../../bridge/device-settings.ts'
import type { TestAlert } from '../../bridge/requests.ts'
import type { ToastAnswer, ToastView } from '../../bridge/toast-messages.ts'
import type { Overview } from '../../bridge/view.ts'
import { parseAlertKey, type Arrival } from './alert.ts'
import type { AlertedMarks } from './alerted-marks.ts'
import type { Attention } from './attention-now.ts'
import { badgeOf, type BadgeFacts, type BadgeView } from './badge.ts'
import { add, end } from './board-changes.ts'
import { emptyBoard, openAlert, type Board } from './board.ts'
import { leading } from './collection.ts'
import { consider } from './consider.ts'
import { createDesk } from './desk.ts'
import { createDrafts } from './drafts.ts'
import { createFollow } from './follow.ts'
import { createPutAway } from './put-away.ts'
import { restore } from './restore.ts'
import { placeOf } from './rules/place.ts'
import { stayMs } from './rules/stay.ts'
import { createScreen, keysOf, type SystemNotifications } from './screen.ts'
import { onlyOurs, readUpTo } from './take-back.ts'
import { createTurnOfTime } from './turn-of-time.ts'
import { createToastRequests, hasText, type CardDeeds } from './toast-requests.ts'
import { createToastSlot, type Clock, type Pages, type ToastPort, type ToastSender } from './toast-slot.ts'
import { readUpToOf } from './urgent-alerts.ts'
import { createTellWaiting } from './waiting.ts'

export interface NotifierDeps {
  pages: Pages
  system: SystemNotifications
  badge: { set(view: BadgeView): void }
  clock: Clock
  alerted: AlertedMarks
  deeds: CardDeeds
  /** What the worker before this one stored; it is checked when it is read. */
  board(): Promise<unknown>
  saveBoard(board: Board): Promise<void>
  attention: Attention
  device(): DeviceSettings
  presenting(): Overview['presenting']
  /** Until when the connection before this one was known to live, the server's clock in ms. */
  lastConnected(): number | undefined
  /** What was half typed in a room. */
  draft(room: string): Promise<string>
  /** What a test alert says. */
  testMessage(): { author: string; roomName: string; text: string }
  /** At least 16 characters that no page can guess. */
  nonce(): string
  /** A page of ours shows this room to somebody who looks at it. */
  isShowing(room: string): boolean
  /** Which room this log belongs to; undefined when it is no longer one of the person's. */
  roomOf(logId: string): string | undefined | Promise<string | undefined>
}

export interface Notifier {
  /**
   * Entries that were just applied to the cache, in the order of the log; not the first page of a room that was not
   * cached before. What `decide` says of each is done at once, but for a digest. Settles when that is done.
   */
  arrived(arrival: Arrival): Promise<void>
  /** A catch-up has ended, or was broken off: what came of it is told in one digest. */
  caughtUp(): Promise<void>
  /** The person has read the room up to `seq`, on any device: an alert of such an entry goes away. */
  read(room: string, seq: number): Promise<void>
  /**
   * Derives the badge, and takes back what was read or is not the person's any more. Call at every change: only the newest
   * facts wait for a turn. Settles when these, or later ones, have had it.
   */
  update(facts: BadgeFacts): Promise<void>
  /** Another tab or window of the browser came to the front, or another program: an open toast goes there, if it can. */
  frontChanged(): Promise<void>
  /** Settings of this browser or of the person, a permission, or whether the screen is shared. */
  settingsChanged(): Promise<void>
  /** From a toast's frame; undefined where there is nothing to answer. */
  toastMessage(message: unknown, sender: ToastSender): Promise<ToastView | ToastAnswer | undefined>
  /** A toast's frame has connected, for the first time or again. Call it before the port can be gone. */
  toastPort(port: ToastPort, from: { tabId: number; nonce: string }): void
  /** The keyboard command: the focus goes to the open toast, if there is one. */
  focusToast(): Promise<void>
  notificationClicked(id: string): Promise<void>
  /** One does not stand any more, whoever ended it; `byUser`: the browser says that it was the person. */
  notificationClosed(id: string, byUser: boolean | undefined): Promise<void>
  /** Raises an alert that only says that alerts work, by the same way as any other. */
  testAlert(delayMs: number): Promise<TestAlert>
}

export function createNotifier(deps: NotifierDeps): Notifier {
  const { pages, system, clock, alerted, deeds, attention } = deps
  const desk = createDesk(emptyBoard, async (board) => {
    time.arm()
    await deps.saveBoard(board)
  })
  const slot = createToastSlot({ pages, clock })
  const drafts = createDrafts(deps.draft)
  const screen = createScreen({
    ...{ pages, system, slot, desk, clock, nonce: deps.nonce, device: deps.device },
    context: () => ({ hidden: deps.presenting() !== 'no', draft: drafts.of }),
    loadDrafts: drafts.load,
  })
  const rings = (): boolean => attention.person().sounds
  const { isShowing } = deps
  const time = createTurnOfTime({ ...{ desk, screen, clock, rings }, isShowing, attention, settings })
  const tellWaiting = createTellWaiting({ desk, screen, rings, settings })
  const follow = createFollow({ desk, screen, pages, clock })
  const putAway = createPutAway({ desk, screen, system, deeds, clock })
  const answer = createToastRequests({
    deeds,
    desk,
    screen,
    slot,
    pages,
    clock,
    draftChanged: drafts.changed,
    roomOf: (logId) => deps.roomOf(logId),
  })
  let lastBadge: string | undefined
  let roomsKnown = false
  let roomsNow: BadgeFacts['rooms'] = []
  let roomsChanged = false
  let takingBack: Promise<void> | undefined

  function settings() {
    return { agreed: attention.person().urgent, stay: deps.device().stay, now: clock.now() }
  }

  const change = (next: (board: Board) => Board): Promise<void> =>
    desk.inTurn(() => screen.change(next(desk.board())))

  const restored = desk.inTurn(async () => {
    const { board, tampered, closed } = await restore({ pages, system, alerted, clock, saved: deps.board })
    putAway.expect(closed)
    await drafts.load(board.alerts)
    await desk.put(board)
    if (board.toast !== undefined) screen.adopt(board.toast)
    time.arm()
    return tampered
  })
  const ready = restored.then(goOn, () => undefined)

  /** A turn of its own: what is raised here waits for a frame, and frames wait until the board has been read. */
  function goOn(tampered: boolean): void {
    void desk
      .inTurn(async () => {
        const fresh = desk.board().alerts.filter(({ raised }) => !raised)
        if (tampered) await screen.leavePage(desk.board())
        else if (fresh.length > 0) await screen.raise(desk.board(), keysOf(fresh), rings())
        else await screen.change(desk.board())
      })
      .catch(() => undefined)
  }

  async function arrived(arrival: Arrival): Promise<void> {
    const seq = arrival.entries.at(-1)?.seq
    if (seq === undefined) return
    const alertedUpTo = await alerted.upTo(arrival.logId)
    const page = screen.whyNot(await pages.frontTab()) === undefined
    const before = desk.board()
    const circumstances = {
      ...settings(),
      ...{ attention, alertedUpTo, lastConnected: deps.lastConnected() },
      showing: deps.isShowing(arrival.room.id),
      place: placeOf({ page, system: system.available() }),
    }
    let considered = consider(before, arrival, circumstances)
    // On the board first: a worker that dies now is followed by one that tells it. Then the mark: whatever becomes of
    // the board, nothing is told twice.
    await desk.put(considered.board)
    const markBefore = await alerted.raise(arrival.logId, seq)
    if (markBefore > alertedUpTo) {
      // Another background, the one before or after this one, has taken it up at the same moment.
      considered = consider(before, arrival, { ...circumstances, alertedUpTo: markBefore })
      await desk.put(considered.board)
    }
    if (considered.fresh.length > 0)
      await screen.raise(desk.board(), considered.fresh, considered.rings && rings())
    else if (considered.board !== before) await screen.change(desk.board())
  }

  /** One turn at a time waits for it. What changes meanwhile has a turn behind all that came before the change. */
  async function takeBack(): Promise<void> {
    try {
      while (roomsChanged) {
        roomsChanged = false
        await desk.inTurn(() => screen.change(onlyOurs(desk.board(), roomsNow, clock.now())))
      }
    } finally {
      takingBack = undefined
    }
  }

  return {
    arrived: (arrival) => desk.inTurn(() => arrived(arrival)),
    caughtUp: () => desk.inTurn(() => time.tellMissed()),
    read: (room, upTo) => change((board) => readUpTo(board, room, upTo)),
    async update(facts) {
      const view = badgeOf(facts)
      const shown = JSON.stringify(view)
      if (shown !== lastBadge) deps.badge.set(view)
      lastBadge = shown
      const rooms = facts.account === undefined ? [] : facts.rooms
      // A worker that has just begun may not have read which rooms there are.
      roomsKnown ||= facts.account === undefined || rooms.length > 0
      if (!roomsKnown) return
      roomsNow = rooms
      roomsChanged = true
      takingBack ??= takeBack()
      await takingBack
    },
    frontChanged: () => desk.inTurn(() => follow.front().then(tellWaiting)),
    settingsChanged: () => desk.inTurn(() => screen.change(desk.board()).then(tellWaiting)),
    async toastMessage(message, sender) {
      await ready
      return answer(message, sender)
    },
    toastPort(port, { tabId, nonce }) {
      port.onGone(() => void desk.inTurn(() => follow.lost(nonce)))
      void ready.then(() => {
        if (slot.isOpen(nonce, tabId)) slot.connected(port, nonce)
        // Taken back meanwhile, and its removal was lost with a worker.
        else void pages.remove(tabId, nonce)
      })
    },
    async focusToast() {
      await ready
      const { toast } = desk.board()
      if (toast !== undefined && (await pages.focus(toast.tabId, toast.nonce))) slot.post({ type: 'focus' })
    },
    notificationClicked: (id) =>
      desk.inTurn(async () => {
        const key = parseAlertKey(id)
        if (key === undefined) return
        const alert = desk.board().alerts.find((other) => other.key === id)
        const room = await deps.roomOf(key.logId)
        // Before it goes, as in a toast.
        if (alert !== undefined && hasText(alert) && alert.room === room)
          await deeds.seen(alert.room, readUpToOf(desk.board(), alert))
        await screen.change(end(desk.board(), id, clock.now()))
        await system.clear(id)
        deeds.openRoom(alert?.kind === 'test' ? undefined : (leading(alert?.parts ?? [])?.room ?? room))
      }),
    notificationClosed: (id, byUser) => desk.inTurn(() => putAway.closed(id, byUser)),
    async testAlert(delayMs) {
      const asked = clock.now()
      await new Promise<void>((resolve) => void clock.after(delayMs, resolve))
      return desk.inTurn(async () => {
        const now = clock.now()
        const said = deps.testMessage()
        const of = { key: `test:${now}`, logId: 'test', seq: now, room: '', at: now }
        const message = { ...said, ...of, priority: 3 as const, calls: false, actions: [] }
        const stay = { text: said.text, priority: 3 as const, called: false, factor: deps.device().stay }
        const alert = { ...openAlert(message, stayMs(stay)), kind: 'test' as const }
        const raised = await screen.raise(add(desk.board(), alert, now), [alert.key], rings())
        return { ...raised, ms: Math.max(clock.now() - asked - delayMs, 0) }
      })
    },
  }
}
