import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import { linesBetween, logLines, shownLog } from '../../../../extension/ui/messages/log-lines.ts'
import { createLogIndex, indexAfter } from '../../../../extension/ui/messages/log-rows.ts'
import { leo, message, mina, other } from '../entries.ts'
import { about } from '../open-room.tsx'

/** Of every kind: replies, edits, reactions and deletions of what precedes them by up to 40, and comings and goings. */
const anyEntry = (_: unknown, index: number): Entry => {
  const seq = index + 1
  const of = Math.max(1, seq - ((seq * 7) % 41))
  const author = seq % 3 === 0 ? mina : leo
  switch (seq % 11) {
    case 2:
    case 3:
      return other(seq, seq % 2 === 0 ? 'join' : 'leave', author)
    case 5:
      return about(seq, 'edit', of, { text: `edit ${seq}` })
    case 7:
      return about(seq, 'reaction', of, { emoji: '👍', on: seq % 4 !== 0 }, author)
    case 8:
      return { ...message(seq, author), about: of }
    case 9:
      return seq % 5 === 0 ? about(seq, 'delete', of) : about(seq, 'topic', of)
    default:
      return message(seq, author, seq * 3)
  }
}
const log = Array.from({ length: 700 }, anyEntry)
const shown = (entries: readonly Entry[]) => ({ entries, outbox: [], me: mina, unreadFrom: 600 })

describe('the index of a log', () => {
  it('holds the same, however what is held has grown at its ends', () => {
    const index = createLogIndex()
    let [from, to] = [500, 520]
    let held = log.slice(from, to)
    for (let step = 0; from > 0 || to < log.length; step++) {
      const [older, newer] = [Math.min(from, (step * 13) % 29), Math.min(log.length - to, (step * 5) % 17)]
      held = [...log.slice(from - older, from), ...held, ...log.slice(to, to + newer)]
      from -= older
      to += newer
      const grown = shownLog(index, shown(held))
      expect(linesBetween(grown, 0, grown.rows.length)).toEqual(logLines(shown(held)))
    }
    expect(held).toEqual(log)
  })
  it('begins anew with another log', () => {
    const index = createLogIndex()
    index.update(log.slice(0, 100))
    index.update([message(1, mina), message(2)])
    expect(index.rows()).toHaveLength(2)
    expect(index.find(50)).toBeUndefined()
    expect(index.find(2)).toEqual(message(2))
  })
  it('gives the same rows for as long as nothing changes', () => {
    const index = createLogIndex()
    index.update(log)
    const rows = index.rows()
    index.update(log)
    expect(index.rows()).toBe(rows)
  })
  it('makes of any part of the rows the lines that they have in the whole', () => {
    const whole = shownLog(createLogIndex(), shown(log))
    const parts = Array.from({ length: Math.ceil(whole.rows.length / 7) }, (_, index) =>
      linesBetween(whole, index * 7, index * 7 + 7),
    )
    expect(parts.flat()).toEqual(logLines(shown(log)))
  })
})

it('the first after a seq', () => {
  const some = [{ seq: 2 }, { seq: 4 }, { seq: 6 }]
  expect([0, 2, 3, 6, 7].map((seq) => indexAfter(some, seq))).toEqual([0, 1, 1, 3, 3])
})
