import { describe, expect, it } from 'vitest'
import type { Entry, Person } from '../../../../protocol/entry.ts'
import {
  firstUnread,
  logLines,
  type MessageLine,
  type Shown,
} from '../../../../extension/ui/messages/log-lines.ts'
import { keepLines } from '../../../../extension/ui/messages/keep-lines.ts'
import type { Queued } from '../../../../extension/shared/view.ts'
import { leo, message, mina, other } from '../entries.ts'

const linesOf = (entries: Entry[], unreadFrom?: number, more: Partial<Shown> = {}) =>
  logLines({ entries, outbox: [], me: mina, unreadFrom, ...more })

const names = (people: Person[]) => people.map(({ name }) => name).join('+')

const short = (...args: Parameters<typeof linesOf>) =>
  linesOf(...args).map((line) => {
    if (line.type === 'presence') return `in ${names(line.joined)} out ${names(line.left)}`
    if (line.type !== 'message') return line.type
    if (line.deleted) return 'deleted'
    const words = line.waits ? String(line.entry.body['text']) : line.entry.seq
    return line.heads ? `${line.entry.author.name}: ${words}` : words
  })

describe('log lines', () => {
  it('put one heading over messages of one author within five minutes of each other', () => {
    const entries = [message(1, leo, 0), message(2, leo, 5), message(3, leo, 10.1), message(4, mina, 10.2)]
    expect(short(entries, undefined)).toEqual(['day', 'Leo: 1', 2, 'Leo: 3', 'Mina: 4'])
  })
  it('begin each day with a line, and a heading of its own', () => {
    const day = 24 * 60
    expect(short([message(1, leo, 0), message(2, leo, day)], undefined)).toEqual([
      'day',
      'Leo: 1',
      'day',
      'Leo: 2',
    ])
  })
  it('fold who came and went between two messages into one line, by what each did last', () => {
    const stretch = [other(1, 'join', leo), other(2, 'join', mina), other(3, 'leave', mina)]
    expect(short([...stretch, message(4), other(5, 'leave', leo)])).toEqual([
      'day',
      'in Leo out Mina',
      'Leo: 4',
      'in  out Leo',
    ])
  })
  it('show nothing for kinds that they do not know, nor a day of only those', () => {
    expect(short([other(1, 'reaction'), other(2, 'topic')], undefined)).toEqual([])
    expect(short([message(1, leo, 0), other(2, 'reaction', leo, 1), message(3, leo, 2)], undefined)).toEqual([
      'day',
      'Leo: 1',
      3,
    ])
  })
  it('show a deleted message in its place, which does not end a heading', () => {
    const blanked = { ...message(2, leo, 1), body: {} }
    expect(short([message(1, leo, 0), blanked, message(3, leo, 2)], undefined)).toEqual([
      'day',
      'Leo: 1',
      'deleted',
      3,
    ])
  })
  it('put the "New" line before its seq and a heading after it', () => {
    expect(short([message(1), message(2), message(3)], 3)).toEqual(['day', 'Leo: 1', 2, 'new', 'Leo: 3'])
  })
  it('have keys that stay as older entries come in', () => {
    const keys = linesOf([message(5)], 5).map((line) => line.key)
    const later = linesOf([message(4), message(5)], 5).map((line) => line.key)
    expect(later).toEqual(expect.arrayContaining(keys.filter((key) => !key.startsWith('day'))))
    expect(new Set(later).size).toBe(later.length)
  })
})

describe('a claim', () => {
  const claim = (seq: number, about: number | undefined, author = leo) => ({
    ...other(seq, 'claim', author),
    about,
  })
  const claimed = (...args: Parameters<typeof linesOf>) =>
    linesOf(...args).flatMap((line) =>
      line.type === 'message' ? [[line.entry.seq, line.state.claimedBy?.name]] : [],
    )

  it('belongs to its message and is no line of its own: the first one counts', () => {
    const entries = [message(1), message(2), claim(3, 2, mina), claim(4, 2, leo)]
    expect(short(entries, undefined)).toEqual(['day', 'Leo: 1', 2])
    expect(claimed(entries, undefined)).toEqual([
      [1, undefined],
      [2, 'Mina'],
    ])
  })
})

describe('the first unread', () => {
  it('is a message of somebody else after the mark', () => {
    const entries = [message(1), message(2, mina), other(3, 'join'), message(4), message(5)]
    expect(firstUnread(entries, 1, mina.id)).toBe(4)
    expect(firstUnread(entries, 5, mina.id)).toBeUndefined()
  })
})

const about = (
  seq: number,
  kind: string,
  of: number,
  body: Record<string, unknown> = {},
  author = leo,
): Entry => ({
  ...other(seq, kind, author),
  about: of,
  body,
})
const waits = (id: string, kind: Queued['kind'], body: Record<string, unknown>, of?: number): Queued => ({
  id,
  kind,
  about: of,
  body,
  at: message(9).at,
  refused: undefined,
})
const messagesOf = (...args: Parameters<typeof linesOf>) =>
  linesOf(...args).filter((line): line is MessageLine => line.type === 'message')

describe('log lines of messages that change', () => {
  it('quote what a message replies to, as it says now, and count its replies', () => {
    const entries = [
      message(1),
      about(2, 'message', 1, { text: 'yes' }),
      about(3, 'edit', 1, { text: 'new words' }),
    ]
    const [original, reply] = messagesOf(entries)
    expect(original?.replies).toBe(1)
    expect(reply?.quote).toEqual({ held: true, seq: 1, author: leo, text: 'new words' })
  })
  it('quote no word of what was deleted, and nothing of what is older than the log that is shown', () => {
    const gone = [message(1), about(2, 'message', 1, { text: 'yes' }), about(3, 'delete', 1)]
    expect(messagesOf(gone)[1]?.quote).toEqual({ held: true, seq: 1, author: leo, text: undefined })
    expect(messagesOf(gone.slice(1, 2))[0]?.quote).toEqual({ held: false, seq: 1 })
  })
  it('show what waits in its place: a message at the end under its heading, what is about one in that one', () => {
    const entries = [message(7, mina), message(8, mina)]
    const outbox = [
      waits('q1', 'message', { text: 'mine' }),
      waits('q2', 'reaction', { emoji: '👍', on: true }, 7),
      waits('q3', 'delete', {}, 8),
    ]
    const lines = messagesOf(entries, undefined, { outbox })
    expect(short(entries, undefined, { outbox })).toEqual(['day', 'Mina: 7', 'deleted', 'mine'])
    expect(lines[0]?.pending).toEqual(['👍'])
    expect(lines[0]?.state.reactions).toEqual([{ emoji: '👍', people: [mina] }])
    expect(lines[1]?.deletion).toEqual({ id: 'q3', at: message(9).at })
    expect(lines[2]?.waits).toBe(true)
  })
  it('keep the key of a message that waited once the log has it', () => {
    const [queued] = messagesOf([], undefined, { outbox: [waits('q1', 'message', { text: 'mine' })] })
    const [logged] = messagesOf([{ ...message(1, mina), id: 'q1' }])
    expect(logged?.key).toBe(queued?.key)
  })
  it('give each refused thing a line at the end, and repeat no reason', () => {
    const refused = { code: 'unknown_room', message: 'x' } as const
    const outbox = ['a', 'b'].map((id) => ({ ...waits(id, 'message', { text: id }), refused }))
    const lines = linesOf([message(1)], undefined, { outbox })
    expect(lines.slice(-2)).toMatchObject([
      { type: 'refused', repeated: true },
      { type: 'refused', repeated: false },
    ])
  })
  it('show one message and its replies alone when they are asked for', () => {
    const entries = [message(1), message(2), about(3, 'message', 1, { text: 'yes' }, mina)]
    expect(short(entries, undefined, { only: 1 })).toEqual(['day', 'Leo: 1', 'Mina: 3'])
  })
})

describe('keeping lines', () => {
  const byKey = (lines: ReturnType<typeof linesOf>) => new Map(lines.map((line) => [line.key, line]))
  const entries = [
    message(1),
    about(2, 'edit', 1, { text: 'new' }),
    message(3),
    about(4, 'reaction', 3, { emoji: '👍', on: true }),
    about(5, 'message', 1, { text: 'reply' }),
  ]
  it('gives the same objects for all that did not change, edited and replied to or not', () => {
    const before = linesOf(entries)
    const now = keepLines(byKey(before), linesOf([...entries, message(6)]))
    expect(now.slice(0, before.length).every((line, index) => line === before[index])).toBe(true)
    expect(now).toHaveLength(before.length + 1)
  })
  it('gives another object for what changed, and for that alone', () => {
    const before = linesOf(entries)
    const now = keepLines(
      byKey(before),
      linesOf([...entries, about(6, 'reaction', 3, { emoji: '👍', on: false })]),
    )
    expect(now.map((line, index) => line === before[index])).toEqual([true, true, false, true])
  })
})
