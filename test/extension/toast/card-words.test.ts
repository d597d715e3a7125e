import { expect, it } from 'vitest'
import { parseMessage } from '../../../extension/shared/format/parse-message.ts'
import { cardWords, restText } from '../../../extension/toast/card-words.ts'
import { english } from '../ui/english-words.ts'
import { card, urgent } from './cards.ts'

it('names author and room of a message, and that it mentions the person', () => {
  expect(cardWords(card({ title: 'Food', mention: true }), english)).toEqual({
    from: { author: 'Jonas', room: '#general', mention: 'mentions you' },
    title: 'Food',
    counted: false,
    more: '',
    text: parseMessage('Lunch?'),
    lines: 3,
  })
})

it.each([
  [{ count: 14, rooms: 3, mentions: 2 }, '14 messages in 3 rooms, 2 mention you'],
  [{ count: 14, rooms: 3, mentions: 1 }, '14 messages in 3 rooms, 1 mentions you'],
  [{ count: 1400, rooms: 3, mentions: 0 }, '1,400 messages in 3 rooms'],
  [{ count: 7, rooms: 1, mentions: 0 }, '7 new messages in #general'],
])('sums up %o', (change, text) => {
  expect(cardWords(card({ kind: 'digest', author: '', text: '', ...change }), english)).toMatchObject({
    from: undefined,
    title: '',
    text,
  })
})

it('counts what came fast, above the newest of it', () => {
  const words = cardWords(card({ kind: 'counted', count: 4, title: 'Food' }), english)
  expect(words).toMatchObject({ title: '4 new messages', counted: true, text: parseMessage('Lunch?') })
})

it.each([
  [card({ hidden: true, author: '', text: '' }), 'New message in #general'],
  [card({ hidden: true, author: '', text: '', kind: 'counted', count: 4 }), '4 new messages in #general'],
])('says no more than the room in presentation mode', (hidden, text) => {
  expect(cardWords(hidden, english)).toMatchObject({ from: undefined, title: '', text })
})

it('says who has it', () => {
  expect(cardWords(urgent({ claimedBy: 'Mina', title: 'Disk full' }), english)).toMatchObject({
    title: '',
    text: 'Mina has it',
  })
})

it('says only that somebody has it in presentation mode', () => {
  const hidden = urgent({ hidden: true, author: '', text: '', claimedBy: '' })
  expect(cardWords(hidden, english)).toMatchObject({ from: undefined, title: '', text: 'Somebody has it' })
})

it('leaves room for two rows of buttons', () => {
  const actions = [{ type: 'copy' as const, label: 'Copy', target: undefined, value: 'x' }]
  expect(cardWords(urgent({ actions }), english).lines).toBe(2)
  expect(cardWords(urgent({ actions, title: 'Disk full' }), english).lines).toBe(1)
  expect(cardWords(card({ actions, title: 'Disk full' }), english).lines).toBe(3)
})

it.each([
  [{ count: 0, rooms: 0 }, ''],
  [{ count: 1, rooms: 1 }, '+1 in 1 room'],
  [{ count: 3, rooms: 2 }, '+3 in 2 rooms'],
])('of %o that no card shows it says "%s"', (rest, text) => expect(restText(rest, english)).toBe(text))
