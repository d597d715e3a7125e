import { deletedIn } from '../../../../protocol/deletion.ts'
import { isKind, type EntryOf } from '../../../../protocol/entry-kinds.ts'
import type { Entry, LocalTime, LogId, Person, RoomId, Seq, ServerTime } from '../../../../protocol/entry.ts'
import { isMessage, parseExtras } from '../../../../protocol/message.ts'
import { messageStates, timeline, type MessageState } from '../../../../protocol/timeline.ts'
import { mentionsPerson } from '../../../shared/mentions/mentions-person.ts'
import { afterCard, afterOneCard, cardKind, isBurst, noCardLeft } from '../policy/burst-limit.ts'
import { heaviest } from '../policy/alert-weight.ts'
import { decide, stillWanted, type Decision, type MessageFacts } from '../policy/decide.ts'
import { settingsFacts } from '../policy/settings-facts.ts'
import { addAlert } from './add-alert.ts'
import type { Alert, AlertMessage, AlertState } from './alert-state.ts'
import { enqueue, includes, queueOf, roomsOf } from './digest-queue.ts'
import { alertKey, findAlert } from './open-alerts.ts'
import { newAlert, type AlertContext } from './raise-digest.ts'
import { raiseUrgent, type Raised } from './repeat-urgent.ts'
import type { FoundMessages } from '../ports.ts'
import { editMessage } from './edit-message.ts'
import type { Words } from './phase-table.ts'
import { claimMessage, deleteMessages } from './retract.ts'

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
  found: FoundMessages
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
    const message = alertingMessage(entry, states, arrival, at)
    if (message === undefined) continue
    // The message and who has it may come together.
    const claimed = states.get(message.seq)?.claimedBy !== undefined
    const decision = decideOn({ message, entry, claimed }, admitted.state, arrival, { ...at, now })
    const one = carryOut(admitted.state, message, decision, arrival, { ...at, now })
    admitted = {
      state: one.state,
      raise: [...admitted.raise, ...one.raise.filter((key) => !admitted.raise.includes(key))],
      sound: admitted.sound || one.sound,
    }
  }
  const rest = deleteAll(admitted.state, arrival, at, now)
  const changed = [...states].reduce((next, change) => changeMessage(next, change, arrival, at, now), rest)
  // What was deleted in the same breath is not raised.
  const raise = admitted.raise.filter((key) => findAlert(changed, key) !== undefined)
  return { ...admitted, state: changed, raise }
}

function deleteAll(state: AlertState, arrival: Arrival, at: ArrivalContext, now: LocalTime): AlertState {
  const find = (seq: Seq): AlertMessage | undefined => {
    const [item] = timeline(at.found.get(seq) ?? [])
    return item?.kind === 'message' ? alertMessage(item.entry, arrival, keywordsOf(at)) : undefined
  }
  return deleteMessages(state, { logId: arrival.logId, seqs: deletedIn(arrival.entries) }, find, now)
}

/** What else entries about a message make of its alerts. */
function changeMessage(
  state: AlertState,
  [seq, { claimedBy, edit }]: [Seq, MessageState],
  arrival: Arrival,
  at: ArrivalContext,
  now: LocalTime,
): AlertState {
  const { logId } = arrival
  const edited = edit ? editMessage(state, { logId, seq, words: wordsOf(edit, arrival, at) }, now) : state
  return claimedBy === undefined ? edited : claimMessage(edited, { logId, seq, by: claimedBy.name }, now)
}

const keywordsOf = ({ settings }: ArrivalContext): readonly string[] => settings.person().keywords

/** Whether any of these is a text that mentions the person. */
const mentionsIn = (entries: readonly Entry[], { me }: Arrival, at: ArrivalContext): boolean =>
  entries.some((entry) => {
    const text = entry.body['text']
    const said = { title: parseExtras(entry).title, text: typeof text === 'string' ? text : '' }
    return mentionsPerson(said, { name: me.name, keywords: keywordsOf(at) })
  })

function wordsOf(edit: EntryOf<'edit'>, arrival: Arrival, at: ArrivalContext): Words {
  const { title } = parseExtras(edit)
  return { title, text: edit.body.text, mention: mentionsIn([edit], arrival, at) }
}

/** The message that this entry may alert to; undefined: it is none, or only changes one. */
function alertingMessage(
  entry: Entry,
  states: ReadonlyMap<Seq, MessageState>,
  arrival: Arrival,
  at: ArrivalContext,
): AlertMessage | undefined {
  if (isKind(entry, 'edit'))
    return states.get(entry.about)?.edit === entry ? addedMention(entry, arrival, at) : undefined
  const { edit, deletedBy } = states.get(entry.seq) ?? {}
  if (deletedBy !== undefined) return undefined
  const now = edit && isMessage(entry) ? { ...entry, body: edit.body } : entry
  const message = alertMessage(now, arrival, keywordsOf(at))
  return message && { ...message, mention: message.mention || answersMe(entry, arrival, at) }
}

/** It is a reply to a message of the person. Where that one is not here nobody knows. */
function answersMe({ about }: Entry, { entries, me }: Arrival, { found }: ArrivalContext): boolean {
  if (about === undefined) return false
  const answered = entries.find(({ seq }) => seq === about) ?? found.get(about)?.[0]
  return answered?.author.id === me.id
}

/**
 * The message of an edit, where that is the first text of it that mentions the person, and where the mention makes the
 * difference: what the settings alert to anyway has had its alert.
 */
function addedMention(edit: EntryOf<'edit'>, arrival: Arrival, at: ArrivalContext): AlertMessage | undefined {
  const [entry, ...about] = at.found.get(edit.about) ?? []
  const from = Math.max(at.alertedUpTo + 1, arrival.entries[0]?.seq ?? 0)
  // With the message itself the edit's text has come, and is decided on.
  if (entry === undefined || entry.seq >= from || edit.seq < from) return undefined
  const message = alertMessage({ ...entry, body: edit.body }, arrival, keywordsOf(at))
  if (message === undefined || !message.mention || answersMe(entry, arrival, at)) return undefined
  const before = [entry, ...about.filter(({ kind, seq }) => kind === 'edit' && seq < from)]
  if (mentionsIn(before, arrival, at)) return undefined
  const plain = { priority: message.priority, age: 'fresh', mention: false, showing: false } as const
  if (stillWanted(plain, settingsFacts(at.settings, arrival.room))) return undefined
  return { ...message, editSeq: edit.seq }
}

/** Undefined: the entry is no message with a text. */
export function alertMessage(
  entry: Entry,
  { room, logId, me }: Pick<Arrival, 'room' | 'logId' | 'me'>,
  keywords: readonly string[],
): AlertMessage | undefined {
  if (!isMessage(entry)) return undefined
  const { title, priority, actions } = parseExtras(entry)
  const text = entry.body['text']
  return {
    logId,
    seq: entry.seq,
    room: room.id,
    roomName: room.name,
    author: entry.author.name,
    authorId: entry.author.id,
    title,
    text,
    priority,
    mention: mentionsPerson({ title, text }, { name: me.name, keywords }),
    actions,
    at: entry.at,
  }
}

type At = ArrivalContext & { now: LocalTime }

interface Candidate {
  message: AlertMessage
  /** The message's, or the edit that added a mention. */
  entry: Entry
  claimed: boolean
}

function decideOn(
  { message, entry, claimed }: Candidate,
  state: AlertState,
  { room, source, me }: Arrival,
  at: At,
): Decision {
  const { logId, seq, mention, priority, editSeq } = message
  const waits = [roomsOf(state.catchUpQueue), roomsOf(state.burstQueue), state.urgentMore].some((rooms) =>
    includes(rooms, logId, seq),
  )
  const facts: MessageFacts = {
    message: true,
    mine: entry.author.id === me.id,
    read: entry.seq <= room.readUpTo,
    priority,
    claimed,
    showing: at.isShowing(room.id),
    alerted: entry.seq <= at.alertedUpTo || waits || findAlert(state, alertKey(message)) !== undefined,
    source,
    age: ageOf(entry, source, at),
    direct: false,
    mention,
    burst:
      editSeq === undefined
        ? isBurst(state.bursts, { room: room.id, logId }, at.now)
        : noCardLeft(state.bursts, at.now),
    place: at.place,
  }
  return decide(facts, settingsFacts(at.settings, room))
}

function ageOf(
  { at }: Pick<Entry, 'at'>,
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
  const { room, logId, seq, priority, mention, editSeq } = message
  const single = newAlert(message, at)
  if (editSeq !== undefined) {
    const next = { ...state, bursts: afterOneCard(state.bursts, at.now) }
    return { state: addAlert(next, single, at.now), raise: [single.key], sound: true }
  }
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
