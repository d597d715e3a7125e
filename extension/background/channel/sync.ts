import type { Entry, LocalTime, LogId, Seq } from '../../../protocol/entry.ts'
import { KEPT_MAX } from './kept-window.ts'

/** Pushes that arrive during a fill wait, up to this many characters of JSON; beyond it the log brings them. */
export const WAITING_MAX = 1024 * 1024
/** A gap is read up to so many characters of JSON; one that proves larger is left, and the room opens at its newest page. */
export const FILLED_MAX = 4 * 1024 * 1024
/** After a fetch that came to nothing; twice as long after each further one, up to the longest. */
const FETCH_AGAIN_MS = 1_000
const FETCH_AGAIN_LONGEST_MS = 30_000
/** A log may be replaced so often within this time: a backup that is restored, and restored once more. */
export const REPLACED_MAX = 3
export const REPLACED_WITHIN_MS = 10 * 60_000

/**
 * - `offline`: no connection, or the server has not sent this room's head since.
 * - `caught-up`: all that is known of has been applied.
 * - `filling`: entries after the cursor have been asked for.
 * - `opening`: the newest entries have been asked for. With a `logId`: the gap is too large to be read, and what is kept
 *   stays until they come. Without one: nothing is kept.
 * - `stopped`: the server replaced the log too often. What is kept stays; the room goes on with that log, or when the
 *   person asks, or when the last replacements are long enough ago.
 */
export type SyncPhase = 'offline' | 'caught-up' | 'filling' | 'opening' | 'stopped'

export interface SyncState {
  phase: SyncPhase
  logId: LogId | undefined
  /** The last applied seq; 0: none. */
  cursor: Seq
  /** The highest seq that was heard of. */
  head: Seq
  /** The fetch that is awaited: answers to others are stale. */
  requestId: number
  /** Pushed during a fetch, ascending, without gaps between neighbours that matter: trimmed when used. */
  waiting: Entry[]
  waitingSize: number
  /** What was read of the gap so far, in characters of JSON. */
  filled: number
  /** Fetches in a row that came to nothing. */
  failures: number
  /** When the log was replaced, this machine's clock in ms; what is too long ago is left out. */
  replacedAt: readonly LocalTime[]
}

/** What a step needs to know besides. */
export interface SyncMoment {
  /** This machine's clock, ms. */
  now: LocalTime
  /** So many characters of JSON may wait in this room. */
  waitingMax: number
}

export type SyncEvent =
  | { type: 'head'; logId: LogId; seq: Seq }
  | { type: 'pushed'; logId: LogId; entries: Entry[] }
  | { type: 'page'; requestId: number; logId: LogId; floor: Seq; head: Seq; entries: Entry[] }
  | { type: 'page-failed'; requestId: number }
  /** The person wants a stopped room to go on. */
  | { type: 'retry' }
  | { type: 'disconnected' }

export type SyncEffect =
  /** Entries `cursor + 1` and on. */
  | { type: 'apply'; via: 'push' | 'fill'; entries: Entry[] }
  /** The newest page, in the place of what is kept. `skipped`: of the same log, and what lies between is not read. */
  | { type: 'open'; logId: LogId; floor: Seq; entries: Entry[]; skipped: boolean }
  /** What is kept belongs to another log, or ends before the log begins: drop it. `open` follows. */
  | { type: 'reset' }
  /** `after` undefined: the newest. */
  | { type: 'fetch'; requestId: number; after: Seq | undefined; delayMs: number }

export interface SyncStep {
  state: SyncState
  effects: SyncEffect[]
}

export const startSync = (kept: {
  logId: LogId | undefined
  cursor: Seq
  replacedAt?: readonly LocalTime[] | undefined
}): SyncState => ({
  phase: 'offline',
  logId: kept.logId,
  cursor: kept.cursor,
  head: kept.cursor,
  requestId: 0,
  waiting: [],
  waitingSize: 0,
  filled: 0,
  failures: 0,
  replacedAt: kept.replacedAt ?? [],
})

/**
 * One room's catching up (SPEC 4): applies entry `cursor + 1` and nothing else, reads the log where something is
 * missing, and starts over where the log is another one. Pure: the channel carries out the effects, in order.
 */
export function syncStep(state: SyncState, event: SyncEvent, at: SyncMoment): SyncStep {
  return table[state.phase][event.type](state, event as never, at)
}

type EventOf<T extends SyncEvent['type']> = Extract<SyncEvent, { type: T }>
type Row = {
  [T in SyncEvent['type']]: (state: SyncState, event: EventOf<T>, at: SyncMoment) => SyncStep
}

/** Without what was begun on the connection that ended. */
const nothingUnderWay = (state: SyncState): SyncState => ({
  ...state,
  waiting: [],
  waitingSize: 0,
  filled: 0,
  failures: 0,
})

const stay = (state: SyncState): SyncStep => ({ state, effects: [] })
const disconnect = (state: SyncState): SyncStep =>
  stay({ ...nothingUnderWay(state), phase: 'offline', head: state.cursor })

/** Every phase × every event; the compiler refuses a hole. */
const table: Record<SyncPhase, Row> = {
  offline: {
    head: onHead,
    // Subscribing comes before the heads, so a push can be the first that names a room.
    pushed: onPushedBeforeHead,
    page: stay,
    'page-failed': stay,
    retry: stay,
    disconnected: stay,
  },
  'caught-up': {
    head: onHead,
    pushed: onPushedWhileCaughtUp,
    page: stay,
    'page-failed': stay,
    retry: stay,
    disconnected: disconnect,
  },
  filling: {
    head: onHeadWhileFetching,
    pushed: keepWaiting,
    page: onFilled,
    'page-failed': fetchAgain,
    retry: stay,
    disconnected: disconnect,
  },
  opening: {
    head: onHeadWhileFetching,
    pushed: keepWaiting,
    page: onOpened,
    'page-failed': fetchAgain,
    retry: stay,
    disconnected: disconnect,
  },
  stopped: {
    head: onHead,
    pushed: onPushedBeforeHead,
    page: stay,
    'page-failed': stay,
    retry: (state) => stay({ ...state, phase: 'offline', replacedAt: [] }),
    // It stays stopped: or a server would only have to hang up.
    disconnected: stay,
  },
}

function onPushedBeforeHead(state: SyncState, event: EventOf<'pushed'>, at: SyncMoment): SyncStep {
  const first = onHead(state, { logId: event.logId, seq: (event.entries[0]?.seq ?? 1) - 1 }, at)
  if (first.state.phase === 'stopped') return first
  const second = syncStep(first.state, event, at)
  return { state: second.state, effects: [...first.effects, ...second.effects] }
}

function onHead(state: SyncState, event: { logId: LogId; seq: Seq }, at: SyncMoment): SyncStep {
  if (state.logId === undefined) return open({ ...state, head: event.seq })
  if (state.logId !== event.logId) return startOver(state, at)
  const next = { ...state, head: Math.max(state.head, event.seq) }
  // A head below the cursor was read before the push that moved us, or the log has lost its end: a page of the log shows which.
  return event.seq === state.cursor ? stay({ ...next, phase: 'caught-up' }) : fill(next)
}

function onHeadWhileFetching(state: SyncState, event: EventOf<'head'>, at: SyncMoment): SyncStep {
  if (state.logId !== undefined && state.logId !== event.logId) return startOver(state, at)
  return stay({ ...state, head: Math.max(state.head, event.seq) })
}

function onPushedWhileCaughtUp(state: SyncState, event: EventOf<'pushed'>, at: SyncMoment): SyncStep {
  if (state.logId !== event.logId) return startOver(state, at)
  return advance({ ...state, waiting: event.entries }, [], 'push')
}

function keepWaiting(state: SyncState, event: EventOf<'pushed'>, at: SyncMoment): SyncStep {
  if (state.logId !== undefined && state.logId !== event.logId) return startOver(state, at)
  const head = Math.max(state.head, event.entries.at(-1)?.seq ?? 0)
  const size = state.waitingSize + JSON.stringify(event.entries).length
  if (size > at.waitingMax) return stay({ ...state, head })
  return stay({ ...state, head, waiting: [...state.waiting, ...event.entries], waitingSize: size })
}

function onFilled(state: SyncState, event: EventOf<'page'>, at: SyncMoment): SyncStep {
  if (event.requestId !== state.requestId) return stay(state)
  const startsLater = event.floor > state.cursor + 1
  if (event.logId !== state.logId || startsLater || event.head < state.cursor) return startOver(state, at)
  const run = contiguous(event.entries, state.cursor)
  const stuck = run.length === 0 && event.head > state.cursor
  if (stuck) return fetchAgain(state, event)
  const cursor = run.at(-1)?.seq ?? state.cursor
  const filled = state.filled + JSON.stringify(run).length
  const next = { ...state, head: Math.max(state.head, event.head), cursor, filled, failures: 0 }
  return advance(next, run.length > 0 ? [{ type: 'apply', via: 'fill', entries: run }] : [], 'fill')
}

function onOpened(state: SyncState, event: EventOf<'page'>, at: SyncMoment): SyncStep {
  if (event.requestId !== state.requestId) return stay(state)
  const skipped = state.logId !== undefined
  if (skipped && (event.logId !== state.logId || event.head < state.cursor)) return startOver(state, at)
  // The head that was heard of was not the log's.
  if (skipped && !isTooLarge({ ...state, head: event.head })) return fill({ ...state, head: event.head })
  const first = event.entries[0]
  const run = first === undefined ? [] : contiguous(event.entries, first.seq - 1)
  const complete = run.length === event.entries.length && (run.at(-1)?.seq ?? 0) === event.head
  if (!complete) return fetchAgain(state, event)
  const { logId, floor, head } = event
  const opened: SyncEffect = { type: 'open', logId, floor, entries: run, skipped }
  const next = { ...state, logId, cursor: head, head, filled: 0, failures: 0 }
  return advance(next, [opened], 'push')
}

/** Applies what waits as far as it reaches; asks for the rest. */
function advance(state: SyncState, effects: SyncEffect[], via: 'push' | 'fill'): SyncStep {
  const run = contiguous(state.waiting, state.cursor)
  const head = Math.max(state.head, state.waiting.at(-1)?.seq ?? 0)
  const cursor = run.at(-1)?.seq ?? state.cursor
  const applied: SyncEffect[] = run.length > 0 ? [...effects, { type: 'apply', via, entries: run }] : effects
  const rest = state.waiting.filter((entry) => entry.seq > cursor)
  const next = {
    ...state,
    cursor,
    head,
    waiting: rest,
    waitingSize: rest.length === 0 ? 0 : state.waitingSize,
  }
  if (head <= cursor)
    return {
      state: { ...next, phase: 'caught-up', waiting: [], waitingSize: 0, filled: 0 },
      effects: applied,
    }
  const filling = fill(next)
  return { state: filling.state, effects: [...applied, ...filling.effects] }
}

/** The longest run of `cursor + 1, cursor + 2, …`; what is at or before the cursor is trimmed. */
function contiguous(entries: Entry[], cursor: Seq): Entry[] {
  const run: Entry[] = []
  for (const entry of entries) {
    if (entry.seq === cursor + run.length + 1) run.push(entry)
    else if (entry.seq > cursor + run.length + 1) break
  }
  return run
}

/** More than would be kept is not read, nor what would hold the line for minutes: the room opens at its newest page. */
const isTooLarge = ({ head, cursor, filled }: SyncState): boolean =>
  head - cursor > KEPT_MAX || filled > FILLED_MAX
const fill = (state: SyncState): SyncStep =>
  isTooLarge(state) ? open(state) : fetch({ ...state, phase: 'filling' }, 0)
const open = (state: SyncState): SyncStep => fetch({ ...state, phase: 'opening' }, 0)

function fetchAgain(state: SyncState, event: { requestId: number }): SyncStep {
  if (event.requestId !== state.requestId) return stay(state)
  const delayMs = Math.min(FETCH_AGAIN_MS * 2 ** Math.min(state.failures, 10), FETCH_AGAIN_LONGEST_MS)
  return fetch({ ...state, failures: state.failures + 1 }, delayMs)
}

function fetch(state: SyncState, delayMs: number): SyncStep {
  const requestId = state.requestId + 1
  const after = state.phase === 'opening' ? undefined : state.cursor
  return { state: { ...state, requestId }, effects: [{ type: 'fetch', requestId, after, delayMs }] }
}

/** What is kept cannot be continued: drop it and begin at the newest. Not for ever, or the server has us read it for ever. */
function startOver(state: SyncState, { now }: SyncMoment): SyncStep {
  const recent = state.replacedAt.filter((at) => Math.abs(now - at) < REPLACED_WITHIN_MS)
  const nothing = nothingUnderWay(state)
  if (recent.length >= REPLACED_MAX)
    return stay({ ...nothing, phase: 'stopped', head: state.cursor, replacedAt: recent })
  const opened = open({ ...nothing, logId: undefined, cursor: 0, head: 0, replacedAt: [...recent, now] })
  return { state: opened.state, effects: [{ type: 'reset' }, ...opened.effects] }
}
