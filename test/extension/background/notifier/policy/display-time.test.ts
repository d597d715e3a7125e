import { describe, expect, it } from 'vitest'
import { displayTime } from '../../../../../extension/background/notifier/policy/display-time.ts'

const plain = { text: 'Lunch?', priority: 3, mention: false, factor: 1 } as const

describe('a card shows for', () => {
  it.each([
    ['', 6000],
    ['Lunch?', 6300],
    ['one two  three\nfour', 7200],
    ['안녕하세요', 6900],
    ['会议三点开始', 6900],
    ['ประชุม', 6900],
    ['회의 at 3', 6900],
    ['word '.repeat(20), 12_000],
    ['word '.repeat(500), 12_000],
  ])('%j: %i ms', (text, ms) => expect(displayTime({ ...plain, text })).toBe(ms))

  it.each([
    ['a mention', { mention: true }, 15_000],
    ['a mention, however long', { mention: true, text: 'word '.repeat(500) }, 15_000],
    ['priority 4', { priority: 4 }, 30_000],
    ['priority 4 that mentions', { priority: 4, mention: true }, 30_000],
    ['priority 5 that the person did not agree to, as 4', { priority: 5 }, 30_000],
    ['twice as long', { factor: 2 }, 12_600],
    ['the longest, ten times', { factor: 10, text: 'word '.repeat(500) }, 120_000],
    ['a mention, ten times', { factor: 10, mention: true }, 150_000],
    ['priority 4, ten times', { factor: 10, priority: 4 }, 300_000],
    ['priority 5, ten times', { factor: 10, priority: 5 }, 300_000],
    ['ever, until dismissed', { factor: null }, 'until ended'],
    ['ever, priority 4 too', { factor: null, priority: 4 }, 'until ended'],
  ] as const)('%s', (_, differs, ms) => expect(displayTime({ ...plain, ...differs })).toBe(ms))
})
