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
const about = (kind: string, seq: number, message: number, body: object = {}, author = leo): Entry => ({
  ...entry(seq, kind, author),
  about: message,
  body: { ...body },
})
const react = (seq: number, emoji: string, on: boolean, author = leo): Entry =>
  about('reaction', seq, 1, { emoji, on }, author)
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

it('2.6 kinds that are not known show nothing, and a message without a text was deleted', () => {
  const later = { ...entry(2, 'later'), about: 1 }
  expect(short([entry(1), later, { ...entry(3), body: {} }, entry(4, 'leave')])).toEqual([
    '1 message',
    '3 deleted',
    '4 leave',
  ])
})

const only = (entries: Entry[]) => {
  const [item] = timeline(entries)
  if (item === undefined || !('state' in item)) throw new Error('no message')
  return item
}

describe('an edit', () => {
  it('is what the message says from then on, and the last one holds', () => {
    const { entry: now, state } = only([
      entry(1),
      about('edit', 2, 1, { text: 'second' }),
      about('edit', 3, 1, { text: 'third' }),
    ])
    expect([now.body, now.at, state.edit?.seq]).toEqual([{ text: 'third' }, 1, 3])
  })

  it('changes no button: whoever is about to press one presses what it was', () => {
    const [open, evil] = ['https://example.org', 'https://evil.example'].map((url) => [
      { type: 'view', label: 'Open', url },
    ])
    const message = { ...entry(1), body: { text: 'x', actions: open } }
    const now = only([message, about('edit', 2, 1, { text: 'y', actions: evil })])
    expect(now.entry.body).toEqual({ text: 'y', actions: open })
    const plain = only([entry(1), about('edit', 2, 1, { text: 'y', actions: evil })])
    expect(plain.entry.body).toEqual({ text: 'y', actions: undefined })
  })

  it('without a text, which was deleted, changes nothing', () => {
    expect(only([entry(1), about('edit', 2, 1)]).entry.body).toEqual({ text: 'text 1' })
  })
})

describe('a deletion', () => {
  const all = [
    entry(1),
    about('edit', 2, 1, { text: 'second' }),
    react(3, '👍', true),
    claim(4, 1, mina),
    about('pin', 5, 1, { on: true }),
    about('delete', 6, 1),
  ]

  it('leaves of a message that it was there, and who has it', () => {
    expect(only(all)).toMatchObject({
      kind: 'deleted',
      state: { claimedBy: mina, edit: undefined, deletedBy: leo, pinnedBy: undefined, reactions: [] },
    })
  })

  it('is not undone by what comes after it', () => {
    const late = [
      react(7, '👍', true),
      about('edit', 8, 1, { text: 'back' }),
      about('delete', 9, 1, {}, mina),
    ]
    expect(only([...all, ...late])).toEqual(only(all))
  })
})

it('reactions are a set of people an emoji, in the order of the log', () => {
  const { state } = only([
    entry(1),
    react(2, '👍', true),
    react(3, '🎉', true, mina),
    react(4, '👍', true),
    react(5, '👍', true, mina),
    react(6, '🎉', false, mina),
    react(7, '👍', false),
    react(8, '🎉', false, leo),
    react(9, 'no emoji', true),
  ])
  expect(state.reactions).toEqual([{ emoji: '👍', people: [mina] }])
})

it('a pin holds until it is taken out', () => {
  const pinned = [entry(1), about('pin', 2, 1, { on: true }, mina)]
  expect(only(pinned).state.pinnedBy).toEqual(mina)
  expect(only([...pinned, about('pin', 3, 1, { on: false })]).state.pinnedBy).toBeUndefined()
})

it('a message that nothing is about is the same object each time, so that it is not drawn again', () => {
  const states = timeline([entry(1), entry(2)]).map((item) => item.kind === 'message' && item.state)
  expect(states[0]).toBe(states[1])
})
