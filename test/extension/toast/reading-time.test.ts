import { expect, it } from 'vitest'
import { readingTime } from '../../../extension/toast/reading-time.ts'

it.each([
  ['', 6000],
  ['Lunch?', 6300],
  ['one two  three\nfour', 7200],
  ['안녕하세요', 6900],
  ['会议三点开始', 6900],
  ['word '.repeat(20), 12_000],
  ['word '.repeat(500), 12_000],
])('%j stays for %i ms', (text, ms) => expect(readingTime(text)).toBe(ms))
