import type { Entry, LocalTime, LogId, Person, RoomId, Seq, ServerTime } from '../../../../protocol/entry.ts'
import { isMessage, parseExtras } from '../../../../protocol/message.ts'
import { messageStates } from '../../../../protocol/timeline.ts'
import { mentionsPerson } from '../../../shared/mentions/mentions-person.ts'
import { afterCard, cardKind, isBurst } from '../policy/burst-limit.ts'
import { heaviest } from '../policy/alert-weight.ts'
import { decide, type Decision, type MessageFacts } from '../policy/decide.ts'
import { settingsFacts } from '../policy/settings-facts.ts'
import { addAlert } from './add-alert.ts'
import type { Alert, AlertMessage, AlertState } from './alert-state.ts'
import { enqueue, includes, queueOf, roomsOf } from './digest-queue.ts'
import { alertKey, findAlert } from './open-alerts.ts'
import { newAlert, type AlertContext } from './raise-digest.ts'
import { raiseUrgent, type Raised } from './repeat-urgent.ts'
import { claimMessage } from './retract.ts'

/** What the browser was away for so long is stale: nobody waits for it any more. */
const STALE_BEFORE_MS = 5 * 60_000
/** The end of a catch-up raises its digest. One that does not end, since a room cannot be read, is not waited for longer. */
const CATCH_UP_MS = 10_000
/** A burst's digest is raised this long after its last card. */
const QUIET_MS = 60_000

/** Entries of one room that were just applied, ascending. */
export interface Arrival {
  /** `readUpTo` is the person's read mark. */
  room: { id: RoomId; name: string; members: number; readUpTo: Seq }
  logId: LogId
  entries: Entry[]
  /** `catch-up`: read from the log after a (re)connect or a missed push. */
  source: MessageFacts['source']
  /** So many unread messages before them are not in the cache, by the server's count. */
  skipped: number
  /** The person whose browser this is. */
  me: Person
}

/** What the browser and the store say at the moment of an arrival. */
export interface ArrivalContext extends AlertContext {
  /** The server's clock, ms; undefined: this is the first connection. */
  lastConnected: ServerTime | undefined
  /** Entries up to this seq were admitted before. */
  alertedUpTo: Seq
  place: MessageFacts['place']
}

/**
 * Admission: decides of each entry what it is to the person and puts that into the alert state. Nothing has happened yet: what
 * is to be raised is pending.
 */
export function admitArrival(
  state: AlertState,
  arrival: Arrival,
  at: ArrivalContext,
  now: LocalTime,
): Raised {
  const states = messageStates(arrival.entries)
  let admitted: Raised = { state, raise: [], sound: false }
  for (const entry of arrival.entries) {
    const message = alertMessage(entry, arrival, at.settings.person().keywords)
    if (message === undefined) continue
    const mine = entry.author.id === arrival.me.id
    // The message and who has it may come together.
    const known = { mine, claimed: states.get(message.seq)?.claimedBy !== undefined }
    const decision = decideOn(message, admitted.state, arrival, { ...at, now, known })
    const one = carryOut(admitted.state, message, decision, arrival, { ...at, now })
    admitted = {
      state: one.state,
      raise: [...admitted.raise, ...one.raise.filter((key) => !admitted.raise.includes(key))],
      sound: admitted.sound || one.sound,
    }
  }
  for (const [seq, { claimedBy }] of states) {
    if (claimedBy === undefined) continue
    const claim = { logId: arrival.logId, seq, by: claimedBy.name }
    admitted = { ...admitted, state: claimMessage(admitted.state, claim, now) }
  }
  return admitted
}

/** Undefined: the entry is no message with a text. */
export function alertMessage(
  entry: Entry,
  { room, logId, me }: Pick<Arrival, 'room' | 'logId' | 'me'>,
  keywords: readonly string[],
): AlertMessage | undefined {
  if (!isMessage(entry)) return undefined
  const { title, priority, actions } = parseExtras(entry)
  const { text } = entry.body
  return {
    logId,
    seq: entry.seq,
    room: room.id,
    roomName: room.name,
    author: entry.author.name,
    title,
    text,
    priority,
    mention: mentionsPerson({ title, text }, { name: me.name, keywords }),
    actions,
    at: entry.at,
  }
}

type At = ArrivalContext & { now: LocalTime }

function decideOn(
  message: AlertMessage,
  state: AlertState,
  { room, source }: Arrival,
  { known, ...at }: At & { known: Pick<MessageFacts, 'mine' | 'claimed'> },
): Decision {
  const { logId, seq, mention, priority } = message
  const waits = [roomsOf(state.catchUpQueue), roomsOf(state.burstQueue), state.urgentMore].some((rooms) =>
    includes(rooms, logId, seq),
  )
  const facts: MessageFacts = {
    ...known,
    message: true,
    read: seq <= room.readUpTo,
    priority,
    showing: at.isShowing(room.id),
    alerted: seq <= at.alertedUpTo || waits || findAlert(state, alertKey(message)) !== undefined,
    source,
    age: ageOf(message, source, at),
    direct: false,
    mention,
    burst: isBurst(state.bursts, { room: room.id, logId }, at.now),
    place: at.place,
  }
  return decide(facts, settingsFacts(at.settings, room))
}

function ageOf(
  { at }: AlertMessage,
  source: MessageFacts['source'],
  { lastConnected }: At,
): MessageFacts['age'] {
  const isStale = source === 'catch-up' && lastConnected !== undefined && at < lastConnected - STALE_BEFORE_MS
  return isStale ? 'stale' : 'fresh'
}

function carryOut(
  state: AlertState,
  message: AlertMessage,
  decision: Decision,
  arrival: Arrival,
  at: At,
): Raised {
  switch (decision) {
    case 'none':
    case 'badge':
      return { state, raise: [], sound: false }
    case 'digest':
      return { state: waitForDigest(state, message, arrival, at), raise: [], sound: false }
    // With nowhere to show it is raised all the same: a place may appear at any moment.
    case 'wait':
    case 'toast':
    case 'system':
      return message.priority === 5 && at.settings.person().urgent
        ? raiseUrgent(state, message, at.now)
        : raiseCard(state, message, at)
  }
}

function waitForDigest(
  state: AlertState,
  message: AlertMessage,
  { source, room: { members }, skipped }: Arrival,
  at: At,
): AlertState {
  // What is not in the cache mentions nobody, as far as is known: it counts where messages alert that do not.
  const how = { age: ageOf(message, source, at), members, skipped: message.mention ? 0 : skipped }
  if (source === 'catch-up') {
    // Each batch of a catch-up puts the end of the wait off.
    const rooms = enqueue(roomsOf(state.catchUpQueue), message, how)
    return { ...state, catchUpQueue: queueOf(rooms, at.now + CATCH_UP_MS) }
  }
  const { burstQueue } = state
  const rooms = enqueue(roomsOf(burstQueue), message, how)
  const due =
    burstQueue.is === 'waiting' ? burstQueue.due : Math.max(at.now, ...state.bursts.cards) + QUIET_MS
  return { ...state, burstQueue: queueOf(rooms, due) }
}

function raiseCard(state: AlertState, message: AlertMessage, at: At): Raised {
  const { room, logId, seq, priority, mention } = message
  const single = newAlert(message, at)
  const weight = { priority, mention, displayTime: single.remainingMs }
  const event = { room, logId, message: { seq, ...weight, shownAt: at.now } }
  const card = cardKind(state.bursts, event)
  const alert: Alert =
    card.kind === 'single'
      ? single
      : {
          ...single,
          kind: 'counted',
          counts: card.counts,
          remainingMs: heaviest(card.counts).displayTime,
        }
  const next = { ...state, bursts: afterCard(state.bursts, event) }
  return { state: addAlert(next, alert, at.now), raise: [alert.key], sound: card.kind === 'single' }
}
