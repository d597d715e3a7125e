import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../protocol/fold-text.ts'
import { stories } from '../support/stories.ts'

describe('foldText makes the same of', () => {
  it.each([
    ['case', 'Mina PARK', 'mina park'],
    ['İ and i', 'İpek', 'ipek'],
    ['İ, decomposed, and i', 'I\u0307pek', 'ipek'],
    ['ı and I', 'Işık', 'IŞIK'],
    ['ß and SS', 'Groß', 'GROSS'],
    ['ẞ and ß', 'GROẞ', 'groß'],
    ['a letter of two', 'ﬁlm', 'FILM'],
    ['a final sigma', 'Νίκος', 'ΝΊΚΟΣ'],
    ['a sigma that is not final any more', 'Νίκος', 'νίκοσ'],
    ['composed and decomposed accents', 'Zoë', 'Zoe\u0308'],
    ['composed and decomposed Hangul', '이름', '이름'.normalize('NFD')],
    ['width', 'Ｍｉｎａ', 'mina'],
    ['half-width Katakana', 'ﾐﾅ', 'ミナ'],
    ['white space', '  Mina\u00a0\u3000 Park\n', 'mina park'],
    ['a soft hyphen', 'Mi\u00adna', 'mina'],
    ['marks of direction', '\u200f\u2067דנה\u2069', 'דנה'],
    ['a heart as text and as emoji', '\u2764', '\u2764\ufe0f'],
  ])('%s', (_, one, other) => expect(foldText(one)).toBe(foldText(other)))

  it.each([
    ['Łukasz', 'Lukasz'],
    ['Zoë', 'Zoe'],
    ['미나', '민아'],
  ])('keeps %s and %s apart', (one, other) => expect(foldText(one)).not.toBe(foldText(other)))

  it('a text and what it was folded to', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
      { numRuns: stories(2000) },
    )
  })

  it('a text in upper and in lower case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text))
        expect(foldText(text.toLowerCase())).toBe(foldText(text))
      }),
      { numRuns: stories(2000) },
    )
  })
})
