import { describe, expect, it } from 'vitest'
import { firstUnread, logLines } from '../../../../extension/ui/messages/log-lines.ts'
import { leo, message, mina, other } from '../entries.ts'

const short = (...args: Parameters<typeof logLines>) =>
  logLines(...args).map((line) => {
    if (line.type === 'message')
      return line.heads ? `${line.entry.author.name}: ${line.entry.seq}` : line.entry.seq
    return line.type === 'join' || line.type === 'leave' ? `${line.name} ${line.type}` : line.type
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
  it('say who joined and left', () => {
    expect(short([other(1, 'join', mina), other(2, 'leave', mina)], undefined)).toEqual([
      'day',
      'Mina join',
      'Mina leave',
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
    const keys = logLines([message(5)], 5).map((line) => line.key)
    const later = logLines([message(4), message(5)], 5).map((line) => line.key)
    expect(later).toEqual(expect.arrayContaining(keys.filter((key) => !key.startsWith('day'))))
    expect(new Set(later).size).toBe(later.length)
  })
})

describe('a claim', () => {
  const claim = (seq: number, about: number | undefined, author = leo) => ({
    ...other(seq, 'claim', author),
    about,
  })
  const claimed = (...args: Parameters<typeof logLines>) =>
    logLines(...args).flatMap((line) =>
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
