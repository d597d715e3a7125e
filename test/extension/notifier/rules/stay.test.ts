import { describe, expect, it } from 'vitest'
import { stayMs } from '../../../../extension/background/notifier/rules/stay.ts'

const plain = { text: 'Lunch?', priority: 3, called: false, factor: 1 } as const

describe('a card stays', () => {
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
  ])('%j: %i ms', (text, ms) => expect(stayMs({ ...plain, text })).toBe(ms))

  it.each([
    ['what calls', { called: true }, 15_000],
    ['what calls, however long', { called: true, text: 'word '.repeat(500) }, 15_000],
    ['priority 4', { priority: 4 }, 30_000],
    ['priority 4 that calls', { priority: 4, called: true }, 30_000],
    ['priority 5', { priority: 5 }, null],
    ['twice as long', { factor: 2 }, 12_600],
    ['the longest, ten times', { factor: 10, text: 'word '.repeat(500) }, 120_000],
    ['what calls, ten times', { factor: 10, called: true }, 150_000],
    ['priority 4, ten times', { factor: 10, priority: 4 }, 300_000],
    ['priority 5, ten times', { factor: 10, priority: 5 }, null],
    ['until dismissed', { factor: null }, null],
    ['priority 4, until dismissed', { factor: null, priority: 4 }, null],
  ] as const)('%s', (_, differs, ms) => expect(stayMs({ ...plain, ...differs })).toBe(ms))
})
