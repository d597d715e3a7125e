import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  appendInputSchema,
  countsAsUnread,
  entryKinds,
  isKind,
  type KindRow,
} from '../../protocol/entry-kinds.ts'
import { entrySchema, type Entry } from '../../protocol/entry.ts'

const claim: Entry = {
  seq: 9,
  id: 'a',
  at: 0,
  author: { id: 'p', name: 'Ann' },
  kind: 'claim',
  about: 7,
  body: {},
}

it('8.4 a claim is understood where it names an entry, whatever its body says besides', () => {
  expect(isKind(claim, 'claim')).toBe(true)
  expect(isKind({ ...claim, body: { note: 'on it' } }, 'claim')).toBe(true)
  expect(isKind({ ...claim, kind: 'message' }, 'claim')).toBe(false)
  expect(isKind({ ...claim, about: undefined }, 'claim')).toBe(false)
})

it('a reply is a message, and one whose text was taken away is none', () => {
  expect(isKind({ ...claim, kind: 'message', body: { text: 'x' } }, 'message')).toBe(true)
  expect(isKind({ ...claim, kind: 'message', body: {} }, 'message')).toBe(false)
})

it('2.6 an entry that is about no place is not understood', () => {
  for (const about of [0, -1, 1.5, '7', null, Number.MAX_SAFE_INTEGER + 1])
    expect(v.is(entrySchema, { ...claim, about })).toBe(false)
})

it('7.2 messages alone count as unread, but those of priority 1', () => {
  expect(countsAsUnread({ kind: 'message' })).toBe(true)
  expect(countsAsUnread({ kind: 'message', priority: 2 })).toBe(true)
  expect(countsAsUnread({ kind: 'message', priority: 1 })).toBe(false)
  const others = Object.keys(entryKinds).filter((kind) => kind !== 'message')
  for (const kind of [...others, 'later', 'constructor']) expect(countsAsUnread({ kind })).toBe(false)
})

describe('3.1 a client appends', () => {
  const bodies: Record<string, object> = {
    message: { text: 'x' },
    edit: { text: 'x' },
    reaction: { emoji: '👍🏽', on: true },
    pin: { on: true },
  }
  const input = (kind: string, more: object = {}) => ({
    room: 'general',
    id: 'a',
    kind,
    body: bodies[kind] ?? {},
    ...more,
  })
  const taken = (kind: string, more?: object) => v.is(appendInputSchema, input(kind, more))

  it.each<[string, KindRow]>(Object.entries(entryKinds))('%s as its row says', (kind, row) => {
    const { about, by, priority } = row
    const needed = about === 'message' ? { about: 1 } : {}
    expect(taken(kind, needed)).toBe(by !== 'server')
    expect(taken(kind, { about: 1 })).toBe(by !== 'server' && about !== 'nothing')
    expect(taken(kind)).toBe(by !== 'server' && about !== 'message')
    expect(taken(kind, { ...needed, priority: 4 })).toBe(by !== 'server' && priority)
    expect(taken(kind, { ...needed, later: 1 })).toBe(false)
  })

  it.each(['', 'a', 'ok', '👍👍', '1', ' 👍', '👍 ', '\u200d', '🧑🧑', '<b>', '👍'.repeat(30)])(
    'no reaction with %j, which is not one emoji',
    (emoji) => expect(taken('reaction', { about: 1, body: { emoji, on: true } })).toBe(false),
  )

  it.each(['👍', '👍🏽', '❤️', '🇰🇷', '1️⃣', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🧑🏽‍❤️‍💋‍🧑🏿'])('a reaction with %s', (emoji) =>
    expect(taken('reaction', { about: 1, body: { emoji, on: true } })).toBe(true),
  )
})
