import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../server/people/name-key.ts'

describe('a name that looks the same is the same', () => {
  it.each([
    ['in other letters', 'cArOL'],
    ['in full width', 'Ｃａｒｏｌ'],
    ['with a variation selector', 'Carol\ufe0f'],
    ['with a Hangul filler', 'Carol\u3164'],
    ['with a halfwidth Hangul filler', 'Ca\uffa0rol'],
    ['with a grapheme joiner', 'Car\u034fol'],
    ['with a blank of braille', 'Carol\u2800'],
    ['with a zero width space', 'Ca\u200brol'],
    ['with a soft hyphen', 'Ca\u00adrol'],
    ['with a tag character', 'Carol\u{e0041}'],
    ['with a blank of music', 'Carol\u{1d159}'],
  ])('%s', (_what, name) => {
    expect(nameKey(name)).toBe('carol')
  })

  it('with letters that an invisible character keeps apart', () => {
    expect(nameKey('Rene\u034f\u0301')).toBe(nameKey('René'))
  })

  it.each([
    ['Groß', 'GROSS'],
    ['Νίκος', 'ΝΊΚΟΣ'],
    ['İpek', 'ipek'],
  ])('in capitals: %s and %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it('with other spaces between its words', () => {
    expect(nameKey(' Ann\u3000 \u00a0Lee ')).toBe('ann lee')
  })
})

it.each(['', ' ', '\u3164', '\u2800\u2800', '\ufe0f\u200d', '\u115f\u1160'])(
  'nothing can be seen of %j',
  (name) => {
    expect(nameKey(name)).toBe('')
  },
)

it.each([
  ['Carol', 'Caroi'],
  ['민아', '미나'],
  ['a b', 'ab'],
])('%s and %s are two', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other))
})
