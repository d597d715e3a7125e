import type { ToastContent } from '../../bridge/toast-messages.ts'
import { parseAlertKey, pickAlert, type Arrival, type Candidate } from './alert.ts'
import { badgeOf, type BadgeFacts, type BadgeView } from './badge.ts'
import { raise, show, type Shown, type SystemNotifications } from './show.ts'
import { createToastSlot, type Clock, type Pages, type ToastSender } from './toast-slot.ts'

/** Outlives the worker, so that no entry is alerted twice. Within one log seqs only grow, so one mark a log is enough. */
export interface AlertedMarks {
  /** 0: none of this log. */
  upTo(logId: string): Promise<number>
  raise(logId: string, seq: number): Promise<void>
}

export interface NotifierDeps {
  pages: Pages
  system: SystemNotifications
  badge: { set(view: BadgeView): void }
  clock: Clock
  alerted: AlertedMarks
  /** At least 16 characters that no page can guess. */
  nonce(): string
  /** A page of ours shows this room to somebody who looks at it. */
  isShowing(room: string): boolean
  /** Which room this log belongs to; undefined when it is no longer one of the person's. */
  roomOf(logId: string): string | undefined | Promise<string | undefined>
  /** An alert was clicked. Undefined: open whatever was open last. */
  openRoom(room: string | undefined): void
}

export interface Notifier {
  /**
   * Entries that were just applied to the cache, in the order of the log; not the first page of a room that was not
   * cached before. Arrivals by `push` raise at most one alert each, at once. Those by `catch-up` are held, whatever
   * their room, until `caughtUp`. Settles when that is done.
   */
  arrived(arrival: Arrival): Promise<void>
  /** A catch-up has ended, or was broken off: what was held raises at most one alert. */
  caughtUp(): Promise<void>
  /** The person has read the room up to `seq`, on any device: an alert of such an entry goes away. */
  read(room: string, seq: number): Promise<void>
  /** Derives the badge, and takes back alerts of rooms that are not the person's any more. Call at every change. */
  update(facts: BadgeFacts): Promise<void>
  /** Another tab or window of the browser came to the front: an open toast goes there, if it can. */
  frontChanged(): Promise<void>
  /** From a toast's frame. Synchronous, so that the one message listener can answer at once. */
  toastMessage(message: unknown, sender: ToastSender): ToastContent | undefined
  notificationClicked(id: string): Promise<void>
}

export function createNotifier(deps: NotifierDeps): Notifier {
  const { pages, system, badge, clock, alerted, openRoom } = deps
  const slot = createToastSlot({ pages, clock, nonce: deps.nonce, open: openRoom })
  let held: Arrival[] = []
  let lastBadge: string | undefined
  let lastRooms: string[] = []
  let queue: Promise<unknown> = Promise.resolve()

  /** One after another: two quick messages must not race for one page. A failed one does not hold up the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  async function consider(arrivals: Arrival[]): Promise<Shown | undefined> {
    const alert = pickAlert(await Promise.all(arrivals.map(candidate)))
    // Marked first: a worker that dies in between must not tell it twice, and the badge counts it anyway.
    await Promise.all(arrivals.map(mark))
    return alert && show(alert, { pages, system, slot })
  }

  async function candidate(arrival: Arrival): Promise<Candidate> {
    const alertedUpTo = await alerted.upTo(arrival.logId)
    return { ...arrival, alertedUpTo, showing: deps.isShowing(arrival.room.id) }
  }

  async function mark({ logId, entries }: Arrival): Promise<void> {
    const seq = entries.at(-1)?.seq
    if (seq !== undefined) await alerted.raise(logId, seq)
  }

  /** The room of an alert is undefined when its log is none of the person's. */
  async function takeBack(which: (room: string | undefined, seq: number) => boolean): Promise<void> {
    const toast = slot.current()
    if (toast !== undefined && which(toast.alert.room, toast.alert.seq)) await slot.close()
    if (!system.available()) return
    for (const id of await system.ids()) {
      const key = parseAlertKey(id)
      if (key !== undefined && which(await deps.roomOf(key.logId), key.seq)) await system.clear(id)
    }
  }

  async function moveToFront(): Promise<void> {
    const toast = slot.current()
    if (toast === undefined) return
    const front = await pages.frontTab()
    // Where it cannot go it stays behind, and its time stands still until it is seen again.
    if (front?.allowed !== true || front.tabId === toast.tabId) return
    // It may have been dismissed meanwhile, or have gone with its page: what the person has left behind does not come back.
    if (slot.current()?.alert !== toast.alert || !(await slot.close())) return
    await raise(toast.alert, front, { system, slot })
  }

  return {
    async arrived(arrival) {
      if (arrival.via === 'catch-up') held.push(arrival)
      else await inTurn(() => consider([arrival]))
    },
    async caughtUp() {
      const arrivals = held
      held = []
      if (arrivals.length > 0) await inTurn(() => consider(arrivals))
    },
    read: (room, upTo) => inTurn(() => takeBack((of, seq) => of === room && seq <= upTo)),
    async update(facts) {
      const view = badgeOf(facts)
      const shown = JSON.stringify(view)
      if (shown !== lastBadge) badge.set(view)
      lastBadge = shown
      const rooms = facts.account === undefined ? [] : facts.rooms.map(({ id }) => id)
      const lost = lastRooms.some((id) => !rooms.includes(id))
      lastRooms = rooms
      // A room's text must not stay on the screen of somebody who was removed from it.
      if (!lost) return
      held = held.filter(({ room }) => rooms.includes(room.id))
      await inTurn(() => takeBack((room) => room === undefined || !rooms.includes(room)))
    },
    frontChanged: () => inTurn(moveToFront),
    toastMessage: slot.message,
    async notificationClicked(id) {
      const key = parseAlertKey(id)
      if (key === undefined) return
      await inTurn(() => system.clear(id))
      openRoom(await deps.roomOf(key.logId))
    },
  }
}
