import { add, REPEAT_EVERY_MS } from './board-changes.ts'
import {
  isUrgent,
  openAlert,
  type Board,
  type CollectedRoom,
  type OpenAlert,
  type ToldMessage,
} from './board.ts'
import * as collection from './collection.ts'
import { mayRing, placeUrgent, ringsFrom, URGENT_MAX } from './rules/urgent-limit.ts'

/** Of so many rooms urgent messages are counted: each keeps its newest whole, and is stored at each change. */
const COUNTED_ROOMS_MAX = 20

const isOpen = (alert: OpenAlert): boolean =>
  isUrgent(alert) && (alert.claimed ?? alert.kept ?? alert.read) === undefined

const openOf = ({ alerts }: Board): OpenAlert[] => alerts.filter(isOpen)

/** The alert on which the urgent messages of a log are counted: the newest of its room, or else of all; one that shows first. */
function counterOf(board: Board, logId: string): OpenAlert | undefined {
  const open = openOf(board)
  const showing = open.filter(({ urgent }) => urgent?.hidden === false)
  const among = showing.length > 0 ? showing : open
  return among.findLast((alert) => alert.logId === logId) ?? among.at(-1)
}

/** How many urgent messages besides its own an alert counts. */
export const countedOn = (board: Board, { key }: OpenAlert): number =>
  board.urgentMore.reduce(
    (sum, { logId, items }) => sum + (counterOf(board, logId)?.key === key ? items.length : 0),
    0,
  )

/** Up to which message its room is read by who acknowledges it: what it counts of its room too. */
export function readUpToOf(board: Board, { key, logId, seq }: OpenAlert): number {
  const counted = board.urgentMore.find((room) => room.logId === logId)
  const last = counterOf(board, logId)?.key === key ? counted?.items.at(-1)?.[0] : undefined
  return Math.max(seq, last ?? 0)
}

/** `fresh`: keys to be raised now. It may be the one that counts more, which shows already. */
export interface RaisedUrgent {
  board: Board
  fresh: string[]
  rings: boolean
}

/** One more that calls until somebody has it, as an alert of its own or counted on another one. */
export function raiseUrgent(board: Board, message: ToldMessage, now: number): RaisedUrgent {
  const open = openOf(board).map(({ key, author }) => ({ key, author, folds: key !== board.toast?.pinned }))
  const counted = board.urgentMore.reduce(
    (sum, { newest, items }) => sum + (newest?.author === message.author ? items.length : 0),
    0,
  )
  const place = placeUrgent(open, message.author, counted)
  const rings = mayRing(board.rang, now)
  const rung = rings ? { ...board, rang: now } : board
  if (place.kind === 'opens') {
    const next = add(fold(rung, place.folds), urgentAlert(message, now + REPEAT_EVERY_MS), now)
    return { board: next, fresh: [message.key], rings }
  }
  const next = count(rung, message)
  const counter = rings ? counterOf(next, message.logId) : undefined
  return counter === undefined
    ? { board: next, fresh: [], rings: false }
    : { board: showAgain(next, counter.key), fresh: [counter.key], rings: true }
}

const urgentAlert = (message: ToldMessage, nextAt: number): OpenAlert => ({
  ...openAlert(message, null),
  urgent: { repeats: 0, nextAt, hidden: false },
})

function count(board: Board, message: ToldMessage): Board {
  const { room, roomName, logId, seq, calls, priority } = message
  const items: CollectedRoom['items'] = [[seq, calls, priority, 'now']]
  // How many people are in the room decides nothing here.
  const one = { room, roomName, logId, members: 0, items, newest: message }
  return { ...board, urgentMore: collection.merge(board.urgentMore, [one]).slice(-COUNTED_ROOMS_MAX) }
}

function fold(board: Board, key: string | undefined): Board {
  const folded = board.alerts.find((alert) => alert.key === key)
  if (folded === undefined) return board
  return count({ ...board, alerts: board.alerts.filter((alert) => alert !== folded) }, messageOf(folded))
}

function messageOf(alert: OpenAlert): ToldMessage {
  const { key, logId, seq, room, roomName, author, title, text, priority, calls, actions, at } = alert
  return { key, logId, seq, room, roomName, author, title, text, priority, calls, actions, at }
}

/** Also one that the person has put off: what is new calls. */
const showAgain = (board: Board, key: string): Board => ({
  ...board,
  alerts: board.alerts.map((alert) =>
    alert.key === key && alert.urgent ? { ...alert, urgent: { ...alert.urgent, hidden: false } } : alert,
  ),
})

/**
 * Where there is room again, the newest counted message of a room that has no open alert gets one, to be raised when the
 * next may ring. One whose text is not known stays counted on another room's alert. Nothing is counted while there is nothing
 * to count it on.
 */
export function withRoomFilled(board: Board, now: number): Board {
  if (board.urgentMore.length === 0) return board
  const open = openOf(board)
  const next = board.urgentMore.findLast(
    ({ logId, newest }) => newest !== undefined && open.every((alert) => alert.logId !== logId),
  )
  if (next?.newest === undefined) return open.length === 0 ? { ...board, urgentMore: [] } : board
  if (open.length >= URGENT_MAX) return board
  const { newest } = next
  const others = board.urgentMore.filter((room) => room !== next)
  const filled: Board = {
    ...board,
    urgentMore: [...others, ...without(next, newest.seq)],
    // Told as a number, and not as itself.
    alerts: [...board.alerts, { ...urgentAlert(newest, ringsFrom(board.rang, now)), raised: false }],
  }
  return withRoomFilled(filled, now)
}

const without = (room: CollectedRoom, seq: number): CollectedRoom[] =>
  collection.keepItems([room], ([other]) => other !== seq)
