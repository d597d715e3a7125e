import type { Entry } from '../../../protocol/entry.ts'

/** Pushes that arrive during a fill wait, up to this many characters of JSON; beyond it the log brings them. */
export const WAITING_MAX = 1024 * 1024
/** After a fetch that came to nothing. */
const FETCH_AGAIN_MS = 1_000

/**
 * - `offline`: no connection, or the server has not told this room's head since.
 * - `level`: all that is known of has been applied.
 * - `filling`: entries after the cursor have been asked for.
 * - `opening`: the newest entries have been asked for; nothing is kept.
 */
export type SyncPhase = 'offline' | 'level' | 'filling' | 'opening'

export interface SyncState {
  phase: SyncPhase
  logId: string | undefined
  /** The last applied seq; 0: none. */
  cursor: number
  /** The highest seq that was heard of. */
  head: number
  /** Number of the fetch that is awaited: answers to others are stale. */
  ask: number
  /** Pushed during a fetch, ascending, without gaps between neighbours that matter: trimmed when used. */
  waiting: Entry[]
  waitingSize: number
}

export type SyncEvent =
  | { type: 'head'; logId: string; seq: number }
  | { type: 'pushed'; logId: string; entries: Entry[] }
  | { type: 'page'; ask: number; logId: string; floor: number; head: number; entries: Entry[] }
  | { type: 'page-failed'; ask: number }
  | { type: 'disconnected' }

export type SyncEffect =
  /** Entries `cursor + 1` and on. */
  | { type: 'apply'; via: 'push' | 'fill'; entries: Entry[] }
  /** The newest page of a log that nothing was kept of. */
  | { type: 'open'; logId: string; floor: number; entries: Entry[] }
  /** What is kept belongs to another log, or ends before the log begins: drop it. `open` follows. */
  | { type: 'reset' }
  /** `after` undefined: the newest. */
  | { type: 'fetch'; ask: number; after: number | undefined; delayMs: number }

export interface SyncStep {
  state: SyncState
  effects: SyncEffect[]
}

export const startSync = (kept: { logId: string | undefined; cursor: number }): SyncState => ({
  phase: 'offline',
  logId: kept.logId,
  cursor: kept.cursor,
  head: kept.cursor,
  ask: 0,
  waiting: [],
  waitingSize: 0,
})

/**
 * One room's catching up (SPEC 4): applies entry `cursor + 1` and nothing else, reads the log where something is
 * missing, and starts over where the log is another one. Pure: the channel carries out the effects, in order.
 */
export function syncStep(state: SyncState, event: SyncEvent): SyncStep {
  return table[state.phase][event.type](state, event as never)
}

type Row = {
  [T in SyncEvent['type']]: (state: SyncState, event: Extract<SyncEvent, { type: T }>) => SyncStep
}

const stay = (state: SyncState): SyncStep => ({ state, effects: [] })
const disconnect = (state: SyncState): SyncStep =>
  stay({ ...state, phase: 'offline', waiting: [], waitingSize: 0, head: state.cursor })

/** Every phase × every event; the compiler refuses a hole. */
const table: Record<SyncPhase, Row> = {
  offline: {
    head: onHead,
    // Subscribing comes before the heads, so a push can be the first to tell of a room.
    pushed: (state, event) =>
      then(onHead(state, { logId: event.logId, seq: (event.entries[0]?.seq ?? 1) - 1 }), event),
    page: stay,
    'page-failed': stay,
    disconnected: stay,
  },
  level: {
    head: onHead,
    pushed: onPushedWhileLevel,
    page: stay,
    'page-failed': stay,
    disconnected: disconnect,
  },
  filling: {
    head: onHeadWhileFetching,
    pushed: keepWaiting,
    page: onFilled,
    'page-failed': fetchAgain,
    disconnected: disconnect,
  },
  opening: {
    head: onHeadWhileFetching,
    pushed: keepWaiting,
    page: onOpened,
    'page-failed': fetchAgain,
    disconnected: disconnect,
  },
}

function then(first: SyncStep, event: SyncEvent): SyncStep {
  const second = syncStep(first.state, event)
  return { state: second.state, effects: [...first.effects, ...second.effects] }
}

function onHead(state: SyncState, event: { logId: string; seq: number }): SyncStep {
  if (state.logId === undefined) return open({ ...state, head: event.seq })
  if (state.logId !== event.logId) return startOver(state)
  const next = { ...state, head: Math.max(state.head, event.seq) }
  // A head below the cursor was read before the push that moved us, or the log has lost its end: the log itself tells.
  return event.seq === state.cursor ? stay({ ...next, phase: 'level' }) : fill(next)
}

function onHeadWhileFetching(state: SyncState, event: { logId: string; seq: number }): SyncStep {
  if (state.logId !== undefined && state.logId !== event.logId) return startOver(state)
  return stay({ ...state, head: Math.max(state.head, event.seq) })
}

function onPushedWhileLevel(state: SyncState, event: Extract<SyncEvent, { type: 'pushed' }>): SyncStep {
  if (state.logId !== event.logId) return startOver(state)
  return advance({ ...state, waiting: event.entries }, [], 'push')
}

function keepWaiting(state: SyncState, event: Extract<SyncEvent, { type: 'pushed' }>): SyncStep {
  if (state.logId !== undefined && state.logId !== event.logId) return startOver(state)
  const head = Math.max(state.head, event.entries.at(-1)?.seq ?? 0)
  const size = state.waitingSize + JSON.stringify(event.entries).length
  if (size > WAITING_MAX) return stay({ ...state, head })
  return stay({ ...state, head, waiting: [...state.waiting, ...event.entries], waitingSize: size })
}

function onFilled(state: SyncState, event: Extract<SyncEvent, { type: 'page' }>): SyncStep {
  if (event.ask !== state.ask) return stay(state)
  const startsLater = event.floor > state.cursor + 1
  if (event.logId !== state.logId || startsLater || event.head < state.cursor) return startOver(state)
  const run = contiguous(event.entries, state.cursor)
  const stuck = run.length === 0 && event.head > state.cursor
  if (stuck) return fetchAgain(state, event)
  const next = { ...state, head: Math.max(state.head, event.head), cursor: run.at(-1)?.seq ?? state.cursor }
  return advance(next, run.length > 0 ? [{ type: 'apply', via: 'fill', entries: run }] : [], 'fill')
}

function onOpened(state: SyncState, event: Extract<SyncEvent, { type: 'page' }>): SyncStep {
  if (event.ask !== state.ask) return stay(state)
  const first = event.entries[0]
  const run = first === undefined ? [] : contiguous(event.entries, first.seq - 1)
  const complete = run.length === event.entries.length && (run.at(-1)?.seq ?? 0) === event.head
  if (!complete) return fetchAgain(state, event)
  const opened: SyncEffect = { type: 'open', logId: event.logId, floor: event.floor, entries: run }
  const next = { ...state, logId: event.logId, cursor: event.head, head: event.head }
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
    return { state: { ...next, phase: 'level', waiting: [], waitingSize: 0 }, effects: applied }
  const filling = fill(next)
  return { state: filling.state, effects: [...applied, ...filling.effects] }
}

/** The longest run of `cursor + 1, cursor + 2, …`; what is at or before the cursor is trimmed. */
function contiguous(entries: Entry[], cursor: number): Entry[] {
  const run: Entry[] = []
  for (const entry of entries) {
    if (entry.seq === cursor + run.length + 1) run.push(entry)
    else if (entry.seq > cursor + run.length + 1) break
  }
  return run
}

const fill = (state: SyncState): SyncStep => fetch({ ...state, phase: 'filling' }, 0)
const open = (state: SyncState): SyncStep => fetch({ ...state, phase: 'opening' }, 0)

function fetchAgain(state: SyncState, event: { ask: number }): SyncStep {
  return event.ask === state.ask ? fetch(state, FETCH_AGAIN_MS) : stay(state)
}

function fetch(state: SyncState, delayMs: number): SyncStep {
  const ask = state.ask + 1
  const after = state.phase === 'opening' ? undefined : state.cursor
  return { state: { ...state, ask }, effects: [{ type: 'fetch', ask, after, delayMs }] }
}

/** What is kept cannot be continued: drop it and begin at the newest. */
function startOver(state: SyncState): SyncStep {
  const empty = { ...state, logId: undefined, cursor: 0, head: 0, waiting: [], waitingSize: 0 }
  const opened = open(empty)
  return { state: opened.state, effects: [{ type: 'reset' }, ...opened.effects] }
}
