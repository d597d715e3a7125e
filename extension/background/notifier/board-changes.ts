import { isUrgent, type Board, type CollectedRoom, type OpenAlert, type OpenToast } from './board.ts'
import * as collection from './collection.ts'
import { keepInBursts } from './rules/flood.ts'

/** How often, and how many times, an urgent alert comes back until somebody has it. */
export const REPEAT_EVERY_MS = 5 * 60_000
const REPEATS_MAX = 6
/** What has less of its time left than this would only flash. */
const FLASH_MS = 1_000
/** A card that somebody has in front of them, whose frame has not said yet that its time is over. */
const LAST_MS = 3_000
/** Older ordinary ones are on the badge alone. What calls until somebody has it, or what somebody types in, stays. */
const ALERTS_MAX = 50

const mapAlert = (board: Board, key: string, change: (alert: OpenAlert) => OpenAlert): Board => ({
  ...board,
  alerts: board.alerts.map((alert) => (alert.key === key ? change(alert) : alert)),
})

/** In the toast the newest of these is the card below; `shownBelow` is what that shows. */
export const ordinary = (alerts: OpenAlert[]): OpenAlert[] => alerts.filter((alert) => !isUrgent(alert))

/** What is shown: a pinned card, one that was just answered, or else the newest. */
export function shownBelow(board: Board, among: OpenAlert[]): OpenAlert | undefined {
  const alerts = ordinary(among)
  return (
    alerts.find(({ key }) => key === board.toast?.pinned) ??
    alerts.find(({ kept }) => kept !== undefined) ??
    alerts.at(-1)
  )
}

/** An urgent one that a person sees; the newest stands for the others. One that is claimed or answered says so before it goes. */
export const shownAbove = (board: Board, among: OpenAlert[]): OpenAlert | undefined => {
  const alerts = among.filter((alert) => alert.urgent?.hidden === false)
  return (
    alerts.find(({ key }) => key === board.toast?.pinned) ?? alerts.find(({ kept }) => kept) ?? alerts.at(-1)
  )
}

/**
 * Alerts that a toast shows. What stands with the operating system is never in both, and what has not been raised yet
 * must not come in with something else.
 */
export const forToast = (board: Board): OpenAlert[] =>
  board.alerts.filter(
    ({ key, raised, noToast, urgent }) =>
      raised && !noToast && urgent?.hidden !== true && !board.system.includes(key),
  )

export function add(board: Board, alert: OpenAlert, now: number): Board {
  const spent = spend(board, now)
  // One counted card stands for those before it; what somebody types in, or has just answered, stays.
  const replaced = (other: OpenAlert): boolean =>
    other.key === alert.key ||
    (alert.kind === 'counted' &&
      other.logId === alert.logId &&
      !isUrgent(other) &&
      !isHeldByHand(board, other) &&
      isCard(other)) ||
    (alert.kind === 'digest' && other.kind === 'digest')
  const alerts = [...spent.alerts.filter((other) => !replaced(other)), alert]
  const dropped = alerts
    .filter((other) => other !== alert && !isUrgent(other) && !isHeldByHand(board, other))
    .slice(0, Math.max(alerts.length - ALERTS_MAX, 0))
  return { ...spent, alerts: alerts.filter((other) => !dropped.includes(other)) }
}

const isCard = ({ kind }: OpenAlert): boolean => kind === 'message' || kind === 'counted'
const isHeldByHand = (board: Board, alert: OpenAlert): boolean =>
  alert.kept !== undefined || alert.key === board.toast?.pinned

/** The time that has passed in front of somebody counts for all that the toast tells, on a card or in "+3". */
export function spend(board: Board, now: number): Board {
  const { toast } = board
  if (toast === undefined || toast.since === null) return board
  const passed = Math.max(now - toast.since, 0)
  const top = shownBelow(board, forToast(board))?.key
  const shownUpTo = board.alerts.findIndex(({ key }) => key === top)
  const alerts = board.alerts.flatMap((alert, index) => {
    // What is newer than the card waits behind one that somebody has just answered.
    if (alert.left === null || alert.noToast || isUrgent(alert) || index > shownUpTo) return [alert]
    const left = alert.left - passed
    if (alert.key === top) return [{ ...alert, left: Math.max(left, LAST_MS) }]
    return left < FLASH_MS ? [] : [{ ...alert, left }]
  })
  return { ...board, alerts, toast: { ...toast, since: now } }
}

/** The frame says that the card's time is over: it goes, and those in "+3" whose time was not longer go too. */
export function expire(board: Board, key: string, now: number): Board {
  const place = board.alerts.findIndex((alert) => alert.key === key)
  const over = board.alerts[place]
  if (over === undefined) return board
  // "Sent" has gone, and not the card's own time: only what passed counts for the others.
  if (over.kept !== undefined) {
    const spent = spend(board, now)
    return unpin({ ...spent, alerts: spent.alerts.filter((alert) => alert.key !== key) }, key, now)
  }
  const standsStill = typeof board.toast?.since !== 'number'
  const alerts = board.alerts.flatMap((alert, index) => {
    if (alert === over) return []
    if (
      standsStill ||
      index > place ||
      over.left === null ||
      alert.left === null ||
      alert.noToast ||
      isUrgent(alert)
    )
      return [alert]
    const left = alert.left - over.left
    return left < FLASH_MS ? [] : [{ ...alert, left }]
  })
  const { toast } = board
  const next = standsStill ? toast : toast && { ...toast, since: now }
  return unpin({ ...board, alerts, toast: next }, key, now)
}

/** By the person, here: they have read what it stands for, also before the read mark comes to say so. */
export function end(board: Board, key: string, now: number): Board {
  const spent = spend(board, now)
  const over = spent.alerts.find((alert) => alert.key === key)
  const alerts = spent.alerts.filter((alert) => alert !== over)
  const isRead = (seq: number, logId: string): boolean =>
    over !== undefined && isCard(over) && logId === over.logId && seq <= over.seq
  const flood = keepInBursts(spent.flood, (_, seq, logId) => !isRead(seq, logId))
  return unpin({ ...spent, alerts, flood }, key, now)
}

/** From when the time of a toast in front of somebody runs: not while they type in it or touch it. */
export const runsFrom = ({ pinned, held }: OpenToast, now: number): number | null =>
  pinned === undefined && held !== true ? now : null

/** The pointer or the focus is on the toast, or not any more. `isFront`: somebody has it in front of them. */
export function hold(board: Board, held: boolean, isFront: boolean, now: number): Board {
  const spent = spend(board, now)
  if (spent.toast === undefined) return spent
  const toast = { ...spent.toast, held }
  return { ...spent, toast: { ...toast, since: isFront ? runsFrom(toast, now) : null } }
}

/** While somebody types, time stands still for all that the toast tells. */
export function pin(board: Board, key: string, now: number): Board {
  const spent = spend(board, now)
  return { ...spent, toast: spent.toast && { ...spent.toast, pinned: key, since: null } }
}

export function unpin(board: Board, key: string, now: number): Board {
  if (board.toast?.pinned !== key) return board
  // "Sent" goes at its own time.
  const isOver = (alert: OpenAlert): boolean =>
    alert.key === key && alert.read === true && alert.kept === undefined
  const alerts = board.alerts.filter((alert) => !isOver(alert))
  const toast = { ...board.toast, pinned: undefined }
  return { ...board, alerts, toast: { ...toast, since: runsFrom(toast, now) } }
}

/** Until when it says who has it: as long as it takes where somebody types in it, or was just told that their answer is sent. */
const claimEnds = (board: Board, { key, claimed, kept }: OpenAlert): number | undefined =>
  key === board.toast?.pinned || typeof kept?.until === 'number' ? undefined : claimed?.until

/** "Later": hidden until it is repeated; after the last repetition it is over. */
export const later = (board: Board, key: string): Board => ({
  ...board,
  alerts: board.alerts.flatMap((alert) => {
    if (alert.key !== key || alert.urgent === undefined) return [alert]
    return alert.urgent.nextAt === null ? [] : [{ ...alert, urgent: { ...alert.urgent, hidden: true } }]
  }),
})

/** Answered: until `until` it says so, whatever is read. */
export const answered = (board: Board, key: string, reply: string, until: number | null): Board =>
  mapAlert(board, key, (alert) => ({ ...alert, kept: { reply, until } }))

/** What the passing of time alone changes. `again` are the urgent ones to be raised once more. */
export function afterTime(board: Board, now: number, agreed: boolean): { board: Board; again: string[] } {
  const again: string[] = []
  const alerts = board.alerts.flatMap((alert): OpenAlert[] => {
    if ((claimEnds(board, alert) ?? Infinity) <= now) return []
    if (alert.kept !== undefined && (alert.kept.until ?? Infinity) <= now) return []
    const { urgent } = alert
    if (urgent === undefined || urgent.nextAt === null || urgent.nextAt > now) return [alert]
    // No more agreed: what stands stays until it is ended.
    if (!agreed)
      return urgent.hidden || !alert.raised ? [] : [{ ...alert, urgent: { ...urgent, nextAt: null } }]
    again.push(alert.key)
    // The one that was due before has not been seen yet.
    if (!alert.raised) return [{ ...alert, urgent: { ...urgent, nextAt: now + REPEAT_EVERY_MS } }]
    const repeats = urgent.repeats + 1
    return [{ ...alert, urgent: { repeats, nextAt: nextRepeat(repeats, now), hidden: false } }]
  })
  const ended = board.alerts.filter(({ key }) => !alerts.some((alert) => alert.key === key))
  const changed = ended.reduce((next, { key }) => unpin(next, key, now), { ...board, alerts })
  return { board: changed, again }
}

/** When time changes something next, this machine's clock in ms. */
export function nextMoment(board: Board): number | undefined {
  const { alerts, missed, flooded } = board
  const moments = alerts.flatMap((alert) => [
    alert.urgent?.nextAt,
    claimEnds(board, alert),
    alert.kept?.until,
  ])
  const known = [...moments, missed.due, flooded.due].filter((moment) => typeof moment === 'number')
  return known.length === 0 ? undefined : Math.min(...known)
}

const nextRepeat = (repeats: number, now: number): number | null =>
  repeats < REPEATS_MAX ? now + REPEAT_EVERY_MS : null

/** They show: what had to wait for it is repeated from now on. */
export const asRaised = (board: Board, now: number): Board => ({
  ...board,
  alerts: board.alerts.map((alert) => {
    if (alert.raised) return alert
    const urgent = alert.urgent && { ...alert.urgent, nextAt: nextRepeat(alert.urgent.repeats, now) }
    return { ...alert, urgent, raised: true }
  }),
})

/**
 * Nothing could show `fresh`. An urgent one waits for a place; so does one that a toast showed which is gone. The others
 * have had their one alert.
 */
export const asUnshown = (board: Board, fresh: string[]): Board => ({
  ...board,
  alerts: board.alerts.map((alert) => {
    const { key, urgent, claimed, kept, read } = alert
    const shows =
      board.system.includes(key) || (board.toast !== undefined && !alert.noToast && !fresh.includes(key))
    return {
      ...alert,
      raised: urgent?.hidden !== false || (claimed ?? kept ?? read) !== undefined || (alert.raised && shows),
    }
  }),
})

/** Urgent ones that nothing shows, though they call for somebody. */
export const waiting = ({ alerts }: Board): OpenAlert[] =>
  alerts.filter((alert) => isUrgent(alert) && !alert.raised)

/** Parts of a digest that is told already are told again with what came since: there is one at a time. */
export const partsWith = (board: Board, more: CollectedRoom[]): CollectedRoom[] =>
  collection.merge(board.alerts.find(({ kind }) => kind === 'digest')?.parts ?? [], more)
