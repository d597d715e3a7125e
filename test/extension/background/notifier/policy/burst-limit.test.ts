import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterCard,
  cardKind,
  isBurst,
  keepInBursts,
  noBursts,
  type CardEvent,
  type BurstState,
} from '../../../../../extension/background/notifier/policy/burst-limit.ts'
import { stories } from '../../../../support/stories.ts'

/** A message of plain weight, put on a card at that time. */
const cardOf = (room: string, seq: number, at: number, logId = room): CardEvent => ({
  room,
  logId,
  message: { seq, shownAt: at, priority: 3, mention: false, displayTime: 6000 },
})

/** As the notifier does: a message beyond the burst limit gets no card. Seconds. What each message came to. */
function run(events: [room: string, second: number][]): (number | 'burst')[] {
  let state: BurstState = noBursts
  return events.map(([room, second], index) => {
    const event = cardOf(room, index + 1, second * 1000)
    if (isBurst(state, event, second * 1000)) return 'burst'
    const kind = cardKind(state, event)
    // It may be stored between any two.
    state = JSON.parse(JSON.stringify(afterCard(state, event))) as BurstState
    return kind.kind === 'counted' ? kind.counts.length : 1
  })
}
const inRoom = (room: string, ...seconds: number[]): [string, number][] =>
  seconds.map((second) => [room, second])

describe('messages of a room', () => {
  it('up to 3 in 10 s have a card each', () => expect(run(inRoom('a', 0, 1, 2))).toEqual([1, 1, 1]))
  it('a fourth makes a counted card', () => expect(run(inRoom('a', 0, 3, 6, 9))).toEqual([1, 1, 1, 4]))
  it('exactly 10 s later the first is no longer in it', () =>
    expect(run(inRoom('a', 0, 3, 6, 10))).toEqual([1, 1, 1, 1]))
  it('go on being counted as long as it is fast', () =>
    expect(run(inRoom('a', 0, 1, 2, 3, 8, 10, 11, 12))).toEqual([1, 1, 1, 4, 5, 6, 7, 8]))
  it('that come slowly again have a card each, and a new count', () =>
    expect(run(inRoom('a', 0, 1, 2, 3, 30, 31, 32, 33))).toEqual([1, 1, 1, 4, 1, 1, 1, 4]))
  it('do not count for another room', () =>
    expect(run([...inRoom('a', 0, 0, 0), ...inRoom('b', 1), ...inRoom('a', 2)])).toEqual([1, 1, 1, 1, 4]))
  it('may be of a room of any name', () => expect(run(inRoom('__proto__', 0, 1, 2, 3))).toEqual([1, 1, 1, 4]))
})

describe('cards', () => {
  const six = 'abcdef'.split('').map((room, index): [string, number] => [room, index])
  it('more than 6 a minute are a burst', () =>
    expect(run([...six, ['g', 6], ['h', 59.9]])).toEqual([1, 1, 1, 1, 1, 1, 'burst', 'burst']))
  it('have room again a minute after the first', () =>
    expect(run([...six, ['g', 60], ['h', 60.5], ['h', 61]]).slice(6)).toEqual([1, 'burst', 1]))
  it('a counted one takes no place, and its room goes on in it', () =>
    expect(
      run([...inRoom('a', 0, 1, 2, 3, 4, 5, 6), ...inRoom('b', 7, 7, 7, 7), ['c', 8], ['a', 9]]),
    ).toEqual([1, 1, 1, 4, 5, 6, 7, 1, 1, 1, 4, 'burst', 8]))
  it('of a clock that was set back do not count', () =>
    expect(run([...six.map(([room, second]): [string, number] => [room, second + 9999]), ['g', 7]])).toEqual(
      Array(7).fill(1),
    ))
})

describe('whatever comes', () => {
  const gaps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 6000 })), {
    minLength: 20,
    maxLength: 150,
  })
  it('no minute has more than 6 new cards, no room more than 3 in 10 s', () => {
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = 0
        let state: BurstState = noBursts
        const single: CardEvent[] = []
        for (const [index, [room, gap]] of steps.entries()) {
          at += gap
          const event = cardOf(room, index + 1, at)
          if (isBurst(state, event, at)) continue
          if (cardKind(state, event).kind === 'single') single.push(event)
          state = afterCard(state, event)
          expect(state.cards.length).toBeLessThanOrEqual(6)
        }
        for (const card of single) {
          const at = card.message.shownAt
          const later = single.filter(({ message }) => message.shownAt >= at)
          expect(later.filter(({ message }) => message.shownAt < at + 60_000).length).toBeLessThanOrEqual(6)
          const here = later.filter((other) => other.room === card.room)
          expect(here.filter(({ message }) => message.shownAt < at + 10_000).length).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: stories(300) },
    )
  })

  it('a counted card counts what went on cards and is not read, and nothing twice', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ room: fc.constantFrom('a', 'b'), gap: fc.nat(4000) }) },
      { weight: 1, arbitrary: fc.record({ reads: fc.constantFrom('a', 'b'), back: fc.nat(4) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        let [at, seq] = [0, 0]
        let state: BurstState = noBursts
        const unread: Record<string, number[]> = { a: [], b: [] }
        for (const each of steps) {
          if ('reads' in each) {
            const upTo = seq - each.back
            unread[each.reads] = unread[each.reads]?.filter((other) => other > upTo) ?? []
            state = keepInBursts(state, (room, other) => room !== each.reads || other > upTo)
            continue
          }
          at += each.gap
          seq += 1
          const event = cardOf(each.room, seq, at, 'log')
          const card = cardKind(state, event)
          const all = (unread[each.room] ??= [])
          all.push(seq)
          state = afterCard(state, event)
          if (card.kind === 'single') continue
          const seqs = card.counts.map((counted) => counted.seq)
          expect(all.slice(-seqs.length)).toEqual(seqs)
          expect(state.rooms[each.room]?.messages.map((shown) => shown.seq)).toEqual(seqs)
        }
      }),
      { numRuns: stories(300) },
    )
  })

  it('little is remembered: a thousand of a burst, and no room that is silent', () => {
    let state: BurstState = noBursts
    for (let seq = 1; seq <= 1200; seq += 1) state = afterCard(state, cardOf('a', seq, seq))
    expect(state.rooms['a']?.messages).toHaveLength(1000)
    expect(cardKind(state, cardOf('a', 1201, 1201))).toMatchObject({
      counts: { length: 1000, 999: { seq: 1201 } },
    })
    const busy = afterCard(state, cardOf('b', 1, 20_000))
    expect([Object.keys(busy.rooms), busy.cards]).toEqual([['b'], [1, 2, 3, 20_000]])
    expect(afterCard(busy, cardOf('c', 1, 90_000))).toMatchObject({ cards: [90_000] })
    expect(keepInBursts(busy, () => false)).toMatchObject({ cards: busy.cards, rooms: {} })
  })
})
