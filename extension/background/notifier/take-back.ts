import { unpin } from './board-changes.ts'
import type { Board, OpenAlert } from './board.ts'
import * as collection from './collection.ts'
import { keepInBursts } from './rules/flood.ts'
import { heaviest } from './rules/weight.ts'

/** So long a card says who has it. */
const CLAIMED_MS = 3_000

type Stays = (room: string, seq: number, logId: string) => boolean

/** Read on any device. A card that somebody types in stays until they do not: the next keys would go into the page. */
export function readUpTo(board: Board, room: string, upTo: number): Board {
  const unread = (of: string, seq: number): boolean => of !== room || seq > upTo
  const next = keepOnly(board, unread, ({ kept }) => kept !== undefined)
  const left = new Map(next.alerts.map((alert) => [alert.key, alert]))
  const alerts = board.alerts.flatMap((alert) => {
    const typedIn = alert.key === board.toast?.pinned ? { ...alert, read: true } : undefined
    return left.get(alert.key) ?? typedIn ?? []
  })
  return { ...next, alerts }
}

/**
 * What the person has read, or is of a room that is not theirs, goes: a room's text must not stay on the screen of somebody
 * who was removed from it. Of a log that was there before a restore, each seq may be another message by now.
 */
export function onlyOurs(
  board: Board,
  rooms: readonly { id: string; seen?: number; logId?: string | undefined }[],
  now: number,
): Board {
  const ours = new Map(rooms.map((room) => [room.id, room]))
  const isOurs = (id: string, log: string): boolean => {
    const room = ours.get(id)
    return room !== undefined && (room.logId === undefined || room.logId === log)
  }
  return rooms.reduce(
    (next, { id, seen }) => (seen === undefined ? next : readUpTo(next, id, seen)),
    keepRooms(board, isOurs, now),
  )
}

/** The person is no longer in the others, whatever they type there, or they have another log. A test alert is of none. */
function keepRooms(board: Board, isOurs: (room: string, logId: string) => boolean, now: number): Board {
  const next = keepOnly(
    board,
    (room, _, logId) => isOurs(room, logId),
    ({ kind }) => kind === 'test',
  )
  const pinned = board.toast?.pinned
  const isThere = pinned === undefined || next.alerts.some(({ key }) => key === pinned)
  return isThere ? next : unpin(next, pinned, now)
}

function keepOnly(board: Board, stays: Stays, anyway: (alert: OpenAlert) => boolean): Board {
  return {
    ...board,
    alerts: board.alerts.flatMap((alert) => {
      if (anyway(alert)) return [alert]
      if (alert.seqs !== undefined) return countedWithout(alert, alert.seqs, stays)
      if (alert.parts === undefined) return stays(alert.room, alert.seq, alert.logId) ? [alert] : []
      const parts = collection.keep(alert.parts, stays)
      // It keeps its key, by which a notification may stand, and leads where what is left of it is.
      return parts.length === 0 ? [] : [{ ...alert, parts, ...collection.headOf(parts) }]
    }),
    missed: keepIn(board.missed, stays),
    flooded: keepIn(board.flooded, stays),
    urgentMore: collection.keep(board.urgentMore, stays),
    flood: keepInBursts(board.flood, stays),
  }
}

/** One that stands for one message only is that message. */
function countedWithout(alert: OpenAlert, all: number[], stays: Stays): OpenAlert[] {
  const seqs = all.filter((seq) => stays(alert.room, seq, alert.logId))
  if (seqs.length === all.length) return [alert]
  if (seqs.length === 0) return []
  const weights = alert.weights?.filter((_, index) => seqs.includes(all[index] ?? 0)) ?? []
  const { priority, calls } = heaviest(weights)
  const rest = { ...alert, priority, calls }
  if (seqs.length > 1) return [{ ...rest, seqs, weights, count: seqs.length }]
  return [{ ...rest, kind: 'message', seqs: undefined, weights: undefined, count: 1 }]
}

function keepIn({ rooms, due }: Board['missed'], stays: Stays): Board['missed'] {
  const left = collection.keep(rooms, stays)
  return { rooms: left, due: left.length === 0 ? null : due }
}

/** Somebody has it: nobody is told of it any more, but its card says who, for a moment. */
export function claim(board: Board, logId: string, seq: number, by: string, now: number): Board {
  const isIt = (of: { logId: string; seq: number }): boolean => of.logId === logId && of.seq === seq
  const stays = (_room: string, other: number, log: string): boolean => !isIt({ logId: log, seq: other })
  return {
    ...board,
    alerts: board.alerts.flatMap((alert) => {
      // A digest goes on counting it: only what calls for somebody is settled by it.
      if (!isIt(alert) || alert.parts !== undefined || alert.claimed !== undefined) return [alert]
      const seen =
        board.toast !== undefined && !alert.noToast && alert.raised && alert.urgent?.hidden !== true
      if (!seen) return []
      const urgent = alert.urgent && { ...alert.urgent, nextAt: null }
      return [{ ...alert, urgent, claimed: { by, until: now + CLAIMED_MS } }]
    }),
    missed: keepIn(board.missed, stays),
    flooded: keepIn(board.flooded, stays),
    urgentMore: collection.keep(board.urgentMore, stays),
  }
}
