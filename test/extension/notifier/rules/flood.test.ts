import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterCard,
  calm,
  cardKind,
  isFlooded,
  type CardEvent,
  type FloodState,
} from '../../../../extension/background/notifier/rules/flood.ts'

/** As the notifier does: a flooded message gets no card. Seconds. What each message came to. */
function run(events: [room: string, second: number][]): (number | 'flood')[] {
  let state: FloodState = calm
  return events.map(([room, second]) => {
    const event = { room, at: second * 1000 }
    if (isFlooded(state, event)) return 'flood'
    const kind = cardKind(state, event)
    // It may be stored between any two.
    state = JSON.parse(JSON.stringify(afterCard(state, event))) as FloodState
    return kind.kind === 'counted' ? kind.count : 1
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
  it('more than 6 a minute are a flood', () =>
    expect(run([...six, ['g', 6], ['h', 59.9]])).toEqual([1, 1, 1, 1, 1, 1, 'flood', 'flood']))
  it('have room again a minute after the first', () =>
    expect(run([...six, ['g', 60], ['h', 60.5], ['h', 61]]).slice(6)).toEqual([1, 'flood', 1]))
  it('a counted one takes no place, and its room goes on in it', () =>
    expect(
      run([...inRoom('a', 0, 1, 2, 3, 4, 5, 6), ...inRoom('b', 7, 7, 7, 7), ['c', 8], ['a', 9]]),
    ).toEqual([1, 1, 1, 4, 5, 6, 7, 1, 1, 1, 4, 'flood', 8]))
  it('of a clock that was put back do not count', () =>
    expect(run([...six.map(([room, second]): [string, number] => [room, second + 9999]), ['g', 7]])).toEqual(
      Array(7).fill(1),
    ))
})

describe('whatever comes', () => {
  const gaps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 6000 })), {
    minLength: 20,
    maxLength: 150,
  })
  it('no minute has more than 6 new cards, no room more than 3 in 10 s, and little is remembered', () => {
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = 0
        let state: FloodState = calm
        const single: CardEvent[] = []
        for (const [room, gap] of steps) {
          at += gap
          if (isFlooded(state, { room, at })) continue
          if (cardKind(state, { room, at }).kind === 'single') single.push({ room, at })
          state = afterCard(state, { room, at })
          expect(state.cards.length).toBeLessThanOrEqual(6)
          for (const { times } of Object.values(state.rooms)) expect(times.length).toBeLessThanOrEqual(3)
        }
        for (const card of single) {
          const later = single.filter((other) => other.at >= card.at)
          expect(later.filter((other) => other.at < card.at + 60_000).length).toBeLessThanOrEqual(6)
          const here = later.filter((other) => other.room === card.room)
          expect(here.filter((other) => other.at < card.at + 10_000).length).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('rooms that are silent are forgotten', () => {
    const busy = afterCard(afterCard(calm, { room: 'a', at: 0 }), { room: 'b', at: 20_000 })
    expect(Object.keys(busy.rooms)).toEqual(['b'])
    expect(Object.keys(afterCard(busy, { room: 'c', at: 90_000 }))).toEqual(['cards', 'rooms'])
    expect(afterCard(busy, { room: 'c', at: 90_000 }).cards).toEqual([90_000])
  })
})
