import { describe, expect, test } from 'vitest'
import {
  FILLED_MAX,
  REPLACED_MAX,
  REPLACED_WITHIN_MS,
  startSync,
  syncStep,
  WAITING_MAX,
  type SyncEvent,
  type SyncPhase,
  type SyncState,
} from '../../../../extension/background/channel/sync.ts'
import { KEPT_MAX } from '../../../../extension/background/channel/kept-window.ts'
import { messageAt, messages } from '../../../support/channel/sample.ts'

const NOW = 1_790_000_000_000

const kept = (phase: SyncPhase, cursor = 10): SyncState => ({
  ...startSync({ logId: 'log-1', cursor }),
  phase,
  requestId: 1,
})
const opening: SyncState = { ...startSync({ logId: undefined, cursor: 0 }), phase: 'opening', requestId: 1 }
const run = (state: SyncState, ...events: SyncEvent[]) => {
  const effects = events.flatMap((event) => {
    const step = syncStep(state, event, { now: NOW, waitingMax: WAITING_MAX })
    state = step.state
    return step.effects
  })
  return { state, effects }
}
const head = (seq: number, logId = 'log-1'): SyncEvent => ({ type: 'head', logId, seq })
const pushed = (from: number, to = from, logId = 'log-1'): SyncEvent => ({
  type: 'pushed',
  logId,
  entries: messages(from, to),
})
const page = (from: number, to: number, fields = {}): SyncEvent => ({
  type: 'page',
  requestId: 1,
  logId: 'log-1',
  floor: 1,
  head: to,
  entries: messages(from, to),
  ...fields,
})
const fetchAfter = (after: number | undefined, requestId = 2, delayMs = 0) => ({
  type: 'fetch',
  requestId,
  after,
  delayMs,
})

describe('SPEC 4.1 a client applies entry cursor + 1 and nothing else', () => {
  test('the next entries are applied at once', () => {
    const { state, effects } = run(kept('caught-up'), pushed(11, 12))
    expect(effects).toEqual([{ type: 'apply', via: 'push', entries: messages(11, 12) }])
    expect(state).toMatchObject({ phase: 'caught-up', cursor: 12, head: 12 })
  })
  test('what overlaps is trimmed, a repeat is nothing', () => {
    expect(run(kept('caught-up'), pushed(9, 11)).effects).toEqual([
      { type: 'apply', via: 'push', entries: messages(11, 11) },
    ])
    expect(run(kept('caught-up'), pushed(8, 10))).toMatchObject({
      effects: [],
      state: { phase: 'caught-up', cursor: 10 },
    })
  })
  test('a gap is read from the log; what was pushed beyond it waits', () => {
    const gap = run(kept('caught-up'), pushed(13))
    expect(gap.effects).toEqual([fetchAfter(10)])
    const filled = run(gap.state, page(11, 12, { requestId: 2, head: 13 }))
    expect(filled.effects).toEqual([
      { type: 'apply', via: 'fill', entries: messages(11, 12) },
      { type: 'apply', via: 'fill', entries: messages(13, 13) },
    ])
    expect(filled.state).toMatchObject({ phase: 'caught-up', cursor: 13, waiting: [] })
  })
})

describe('SPEC 4.2 what is missing is read from the log', () => {
  test('a head beyond the cursor asks for what is after it, page by page', () => {
    const first = run(kept('offline'), head(14))
    expect(first.effects).toEqual([fetchAfter(10)])
    const second = run(first.state, page(11, 12, { requestId: 2, head: 14 }))
    expect(second.effects).toEqual([
      { type: 'apply', via: 'fill', entries: messages(11, 12) },
      fetchAfter(12, 3),
    ])
  })
  test('a head at the cursor: the room is caught up', () => {
    expect(run(kept('offline'), head(10))).toMatchObject({ effects: [], state: { phase: 'caught-up' } })
  })
  test('pushes during a fill wait up to 1 MiB; beyond it the log brings them', () => {
    const long = { ...messageAt(12), body: { text: 'x'.repeat(WAITING_MAX) } }
    const { state } = run(kept('filling'), { type: 'pushed', logId: 'log-1', entries: [long] })
    expect(state).toMatchObject({ waiting: [], head: 12 })
    expect(run(state, page(11, 11, { head: 12 })).effects.at(-1)).toEqual(fetchAfter(11))
  })
  test('a server that never brings what it promised is asked less and less often', () => {
    const delays = []
    let state = kept('filling')
    for (let i = 0; i < 8; i++) {
      const step = run(state, page(11, 10, { head: 12, requestId: state.requestId }))
      delays.push(step.effects.map((effect) => effect.type === 'fetch' && effect.delayMs))
      state = step.state
    }
    expect(delays.flat()).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    const read = run(state, page(11, 11, { head: 12, requestId: state.requestId })).state
    expect(run(read, { type: 'page-failed', requestId: read.requestId }).effects).toMatchObject([
      { delayMs: 1000 },
    ])
  })
  test('a fetch that fails, or brings nothing where something is, is tried again after a second', () => {
    expect(run(kept('filling'), { type: 'page-failed', requestId: 1 }).effects).toEqual([
      fetchAfter(10, 2, 1000),
    ])
    expect(run(kept('filling'), page(11, 10, { head: 12 })).effects).toEqual([fetchAfter(10, 2, 1000)])
    expect(run(kept('filling'), page(12, 13)).effects).toEqual([fetchAfter(10, 2, 1000)])
  })
  test('an answer to an earlier question is not listened to', () => {
    for (const phase of ['filling', 'opening'] as const) {
      const state = { ...kept(phase), requestId: 5 }
      expect(run(state, page(11, 12)).effects).toEqual([])
      expect(run(state, { type: 'page-failed', requestId: 1 }).effects).toEqual([])
    }
  })
})

describe('SPEC 4.3 a log that is another one is read anew', () => {
  const startsOver = [{ type: 'reset' }, fetchAfter(undefined)]
  test.each(['offline', 'caught-up', 'filling'] as const)(
    '%s: another logId, in a head or a push',
    (phase) => {
      expect(run(kept(phase), head(12, 'log-2')).effects).toEqual(startsOver)
      expect(run(kept(phase), pushed(11, 11, 'log-2')).effects).toEqual(startsOver)
    },
  )
  test('filling: another logId, a log that begins later, or one that ends before the cursor', () => {
    expect(run(kept('filling'), page(11, 12, { logId: 'log-2' })).effects).toEqual(startsOver)
    expect(run(kept('filling'), page(13, 14, { floor: 12 })).effects).toEqual(startsOver)
    expect(run(kept('filling'), page(1, 0, { head: 9 })).effects).toEqual(startsOver)
  })
  test('a head below the cursor alone is not believed: it may be older than the push that moved us', () => {
    const asked = run(kept('caught-up'), head(9))
    expect(asked.effects).toEqual([fetchAfter(10)])
    expect(run(asked.state, page(11, 10, { requestId: 2, head: 10 }))).toMatchObject({
      effects: [],
      state: { phase: 'caught-up' },
    })
  })
})

describe('SPEC 4.4 a room that nothing is kept of opens at its newest page', () => {
  test('the page, then what was pushed meanwhile', () => {
    const { state, effects } = run(opening, pushed(41), page(31, 40, { floor: 1 }))
    expect(effects).toEqual([
      { type: 'open', logId: 'log-1', floor: 1, entries: messages(31, 40), skipped: false },
      { type: 'apply', via: 'push', entries: messages(41, 41) },
    ])
    expect(state).toMatchObject({ phase: 'caught-up', cursor: 41, logId: 'log-1' })
  })
  test('an empty room', () => {
    expect(run(opening, page(1, 0)).effects).toEqual([
      { type: 'open', logId: 'log-1', floor: 1, entries: [], skipped: false },
    ])
  })
  test('a page with a hole, or one that ends before its head, is not taken', () => {
    const hole = [...messages(31, 33), ...messages(35, 36)]
    expect(run(opening, page(31, 36, { entries: hole })).effects).toEqual([fetchAfter(undefined, 2, 1000)])
    expect(run(opening, page(31, 35, { head: 36 })).effects).toEqual([fetchAfter(undefined, 2, 1000)])
  })
})

describe('SPEC 4.5 a lost connection ends what was asked', () => {
  test.each(['offline', 'caught-up', 'filling', 'opening'] as const)('%s', (phase) => {
    const { state, effects } = run({ ...kept(phase), waiting: messages(13, 14) }, { type: 'disconnected' })
    expect(effects).toEqual([])
    expect(state.phase).toBe('offline')
    expect(run(state, page(11, 12), { type: 'page-failed', requestId: 1 }).effects).toEqual([])
  })
  test('a push that comes before the heads is taken', () => {
    expect(run(kept('offline'), pushed(11)).effects).toEqual([
      { type: 'apply', via: 'push', entries: messages(11, 11) },
    ])
    expect(run(kept('offline'), pushed(12)).effects).toEqual([fetchAfter(10)])
  })
})

describe('SPEC 4.8 a gap of more than is kept is not read', () => {
  const far = 10 + KEPT_MAX + 1
  test('the newest page takes the place of what is kept, and nothing says "restored"', () => {
    const asked = run(kept('offline'), head(far))
    expect(asked.effects).toEqual([fetchAfter(undefined)])
    expect(asked.state).toMatchObject({ phase: 'opening', logId: 'log-1', cursor: 10 })
    const opened = run(asked.state, page(far - 99, far, { requestId: 2 }))
    const entries = messages(far - 99, far)
    expect(opened.effects).toEqual([{ type: 'open', logId: 'log-1', floor: 1, entries, skipped: true }])
    expect(opened.state).toMatchObject({ phase: 'caught-up', cursor: far, replacedAt: [] })
  })
  test('one entry less is read from where it begins', () => {
    expect(run(kept('offline'), head(far - 1)).effects).toEqual([fetchAfter(10)])
  })
  test('also where the gap grew while it was read', () => {
    const filling = run(
      kept('caught-up'),
      pushed(13),
      head(far + 1),
      page(11, 11, { requestId: 2, head: far + 1 }),
    )
    expect(filling.effects.at(-1)).toEqual(fetchAfter(undefined, 3))
  })
  test('also where what is read of it proves larger than 4 MiB, though it has few entries', () => {
    const long = (seq: number) => messageAt(seq, { text: 'x'.repeat(FILLED_MAX / 2) })
    const pageOf = (seq: number, requestId: number): SyncEvent => ({
      ...(page(seq, seq, { requestId, head: 20 }) as Extract<SyncEvent, { type: 'page' }>),
      entries: [long(seq)],
    })
    const asked = run(kept('filling'), pageOf(11, 1), pageOf(12, 2))
    expect(asked.effects.at(-1)).toEqual(fetchAfter(undefined, 3))
    expect(asked.state).toMatchObject({ phase: 'opening', cursor: 12 })
    const opened = run(asked.state, page(15, 20, { requestId: 3 }))
    expect(opened.effects).toEqual([
      { type: 'open', logId: 'log-1', floor: 1, entries: messages(15, 20), skipped: true },
    ])
    expect(opened.state).toMatchObject({ phase: 'caught-up', cursor: 20, filled: 0 })
  })
  test('a head that the log does not have is not believed', () => {
    const asked = run(kept('offline'), head(far))
    expect(run(asked.state, page(1, 12, { requestId: 2 })).effects).toEqual([fetchAfter(10, 3)])
  })
  test('a log that was replaced meanwhile, or ends before the cursor, is read anew', () => {
    const { state } = run(kept('offline'), head(far))
    const startsOver = [{ type: 'reset' }, fetchAfter(undefined, 3)]
    expect(run(state, page(1, 12, { requestId: 2, logId: 'log-2' })).effects).toEqual(startsOver)
    expect(run(state, page(1, 9, { requestId: 2 })).effects).toEqual(startsOver)
  })
  test('a connection that is lost first leaves what is kept', () => {
    const { state } = run(kept('offline'), head(far), { type: 'disconnected' })
    expect(state).toMatchObject({ phase: 'offline', logId: 'log-1', cursor: 10 })
  })
})

describe('SPEC 4.9 a log that is replaced again and again stops the room', () => {
  const often = { ...kept('caught-up'), replacedAt: Array.from({ length: REPLACED_MAX }, () => NOW - 1_000) }
  const stopped = run(often, head(12, 'log-2'))

  test('after the third time what is kept stays, and nothing is asked for', () => {
    expect(
      run({ ...kept('caught-up'), replacedAt: often.replacedAt.slice(1) }, head(12, 'log-2')).effects,
    ).toEqual([{ type: 'reset' }, fetchAfter(undefined)])
    expect(stopped).toMatchObject({ effects: [], state: { phase: 'stopped', logId: 'log-1', cursor: 10 } })
  })
  test('the log of another name, a page or a new connection change nothing', () => {
    const more: SyncEvent[] = [head(9, 'log-3'), pushed(1, 2, 'log-3'), page(1, 9), { type: 'disconnected' }]
    for (const event of [...more, { type: 'page-failed', requestId: 1 } as const])
      expect(run(stopped.state, event)).toMatchObject({ effects: [], state: { phase: 'stopped' } })
  })
  test('it goes on with the log that is kept', () => {
    expect(run(stopped.state, head(12)).effects).toEqual([fetchAfter(10)])
    expect(run(stopped.state, pushed(11)).effects).toMatchObject([{ type: 'apply' }])
  })
  test('it goes on when the person asks, or when the last time is long ago', () => {
    expect(run(stopped.state, { type: 'retry' }, head(12, 'log-2')).effects).toContainEqual({ type: 'reset' })
    const later = { ...stopped.state, replacedAt: often.replacedAt.map((at) => at - REPLACED_WITHIN_MS) }
    expect(run(later, head(12, 'log-2')).effects).toContainEqual({ type: 'reset' })
  })
})
