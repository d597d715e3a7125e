import { messageStates } from '../../../protocol/timeline.ts'
import { toldMessage, type Arrival } from './alert.ts'
import { attentionNow, type Attention } from './attention-now.ts'
import { add } from './board-changes.ts'
import { openAlert, type Board, type OpenAlert, type ToldMessage } from './board.ts'
import { collect, holds } from './collection.ts'
import { decide, type AlertFacts, type Decision } from './rules/decide.ts'
import { afterCard, cardKind, isFlooded } from './rules/flood.ts'
import { stayMs } from './rules/stay.ts'
import { heaviest } from './rules/weight.ts'
import { claim } from './take-back.ts'
import { raiseUrgent } from './urgent-alerts.ts'

/** What the browser was away for so long counts as old: nobody waits for it any more. */
const OLD_BEFORE_MS = 5 * 60_000
/** A catch-up tells when it has ended. One that does not, since a room cannot be read, is not waited for longer. */
const HELD_MS = 10_000
/** So long after its last card a flood is told together. */
const CALM_MS = 60_000

export interface Circumstances {
  attention: Attention
  /** The server's clock, ms; undefined: this is the first connection. */
  lastConnected: number | undefined
  /** Entries up to this seq were considered before. */
  alertedUpTo: number
  showing: boolean
  place: AlertFacts['place']
  /** How many times longer cards stay; null: until they are ended. */
  stay: number | null
  /** This machine's clock in ms. */
  now: number
}

/** `fresh`: keys that are to be told now. `rings`: one of them has a card that was not there before. */
export interface Considered {
  board: Board
  fresh: string[]
  rings: boolean
}

/** What arrived, on the board. Nothing has happened yet. */
export function consider(board: Board, arrival: Arrival, at: Circumstances): Considered {
  const judge = createJudge(arrival, at)
  const states = messageStates(arrival.entries)
  const considered: Considered = { board, fresh: [], rings: false }
  for (const entry of arrival.entries) {
    const message = toldMessage(entry, arrival, at.attention.person().keywords)
    if (message === undefined) continue
    const mine = entry.author.id === arrival.me.id
    // The message and who has it may come together.
    const claimed = states.get(message.seq)?.claimedBy !== undefined
    const decision = judge(message, considered.board, { mine, claimed })
    take(considered, message, decision, arrival, at)
  }
  for (const [seq, { claimedBy }] of states) {
    if (claimedBy) considered.board = claim(considered.board, arrival.logId, seq, claimedBy.name, at.now)
  }
  return considered
}

function createJudge({ room, via }: Arrival, at: Circumstances) {
  const settings = attentionNow(at.attention, room)
  return (message: ToldMessage, board: Board, known: { mine: boolean; claimed: boolean }): Decision => {
    const { logId, seq, key, calls, priority } = message
    const waits = [board.missed.rooms, board.flooded.rooms, board.urgentMore].some((rooms) =>
      holds(rooms, logId, seq),
    )
    return decide({
      ...settings,
      ...known,
      ...{ message: true, priority, calls, direct: false, showing: at.showing, place: at.place },
      read: seq <= room.seen,
      alerted: seq <= at.alertedUpTo || waits || board.alerts.some((alert) => alert.key === key),
      came: cameOf(message, via, at),
      flood: isFlooded(board.flood, { room: message.room, logId, seq, at: at.now }),
    })
  }
}

function cameOf(
  message: ToldMessage,
  via: Arrival['via'],
  { lastConnected }: Circumstances,
): AlertFacts['came'] {
  if (via === 'push') return 'now'
  return lastConnected !== undefined && message.at < lastConnected - OLD_BEFORE_MS ? 'old' : 'missed'
}

function take(
  considered: Considered,
  message: ToldMessage,
  decision: Decision,
  { via, room: { members }, more = 0 }: Arrival,
  at: Circumstances,
): void {
  const { board } = considered
  switch (decision) {
    case 'none':
    case 'badge':
      return
    case 'digest': {
      const part = via === 'push' ? 'flooded' : 'missed'
      const due = via === 'push' ? Math.max(at.now, ...board.flood.cards) + CALM_MS : at.now + HELD_MS
      // Each batch of a catch-up puts the end of the wait off; a flood does not.
      const before = via === 'push' ? board[part] : { ...board[part], due: null }
      // What was not read calls nobody, as far as is known: it counts where messages alert that do not.
      const how = { came: cameOf(message, via, at), members, more: message.calls ? 0 : more }
      considered.board = { ...board, [part]: collect(before, message, how, due) }
      return
    }
    // With nowhere to show it is raised all the same: a place may appear at any moment.
    case 'wait':
    case 'toast':
    case 'system': {
      if (message.priority === 5 && at.attention.person().urgent) {
        const raised = raiseUrgent(board, message, at.now)
        considered.board = raised.board
        considered.fresh.push(...raised.fresh.filter((key) => !considered.fresh.includes(key)))
        considered.rings ||= raised.rings
        return
      }
      const { room, logId, seq, priority, calls } = message
      const alert = newAlert(message, at)
      const event = { room, logId, seq, at: at.now, weight: [priority, calls, alert.left] as const }
      const card = cardKind(board.flood, event)
      considered.fresh.push(alert.key)
      considered.rings ||= card.kind === 'single'
      const counted =
        card.kind === 'counted' ? { ...card, ...heaviest(card.weights), count: card.seqs.length } : {}
      const flood = afterCard(board.flood, event)
      considered.board = add({ ...board, flood }, { ...alert, ...counted }, at.now)
    }
  }
}

/** With how long it stays: not one that comes back until somebody has it. */
export function newAlert(message: ToldMessage, { stay }: Pick<Circumstances, 'stay'>): OpenAlert {
  const { title, priority, calls } = message
  const text = title === undefined ? message.text : `${title} ${message.text}`
  // Priority 5 of somebody who has not agreed is one like 4.
  const left = stayMs({
    text,
    priority: priority === 5 ? 4 : priority,
    called: calls,
    factor: stay,
  })
  return openAlert(message, left)
}
