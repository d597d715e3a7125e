import { describe, expect, it } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import { messageStates, timeline } from '../../protocol/timeline.ts'

const mina = { id: 'p-mina', name: 'Mina' }
const leo = { id: 'p-leo', name: 'Leo' }

const entry = (seq: number, kind = 'message', author = leo): Entry => ({
  seq,
  id: `e${seq}`,
  at: seq,
  author,
  kind,
  body: kind === 'message' ? { text: `text ${seq}` } : {},
})
const claim = (seq: number, about: number | undefined, author = leo): Entry => ({
  ...entry(seq, 'claim', author),
  about,
})

const short = (entries: Entry[]) =>
  timeline(entries).map((item) => {
    const claimed = item.kind === 'message' ? item.state.claimedBy?.name : undefined
    return [item.entry.seq, item.kind, ...(claimed === undefined ? [] : [claimed])].join(' ')
  })

describe('8.4 a claim', () => {
  it('shows in its message and not by itself, and the first one holds', () => {
    expect(short([entry(1), entry(2), claim(3, 2, mina), entry(4, 'join'), claim(5, 2)])).toEqual([
      '1 message',
      '2 message Mina',
      '4 join',
    ])
  })

  it('of a message that is not there, or of nothing, changes nothing', () => {
    expect(short([entry(5), claim(6, 1), claim(7, undefined)])).toEqual(['5 message'])
  })

  it('of a message before the entries is a state of its own', () => {
    const states = messageStates([entry(5), claim(6, 1, mina), claim(7, 1), claim(8, 5)])
    expect([...states].map(([seq, { claimedBy }]) => [seq, claimedBy])).toEqual([
      [1, mina],
      [5, leo],
    ])
  })
})

it('2.6 kinds that are not known and messages without a text show nothing', () => {
  const later = { ...entry(2, 'later'), about: 1 }
  expect(short([entry(1), later, { ...entry(3), body: {} }, entry(4, 'leave')])).toEqual([
    '1 message',
    '4 leave',
  ])
})

it('a message that nothing is about is the same object each time, so that it is not drawn again', () => {
  const states = timeline([entry(1), entry(2)]).map((item) => item.kind === 'message' && item.state)
  expect(states[0]).toBe(states[1])
})
