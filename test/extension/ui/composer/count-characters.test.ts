import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { TEXT_MAX, TEXT_MAX_UNITS } from '../../../../protocol/limits.ts'
import { textSchema } from '../../../../protocol/message.ts'
import { countCharacters } from '../../../../extension/ui/composer/count-characters.ts'

const family = '👨‍👩‍👧‍👦'
const apart = '한'.normalize('NFD')

/** The longest beginning of a repeated character that the composer sends. */
function longestOf(character: string): string {
  const text = character.repeat(TEXT_MAX + 3)
  const { characters, most } = countCharacters(text)
  return character.repeat(Math.min(characters, most))
}

describe('7.5 the length of a text', () => {
  it.each([
    ['letters', 'x'],
    ['line breaks', '\n'],
    ['syllables', '한'],
    ['syllables whose letters came apart', apart],
    ['emoji', '😀'],
    ['accents that came apart', 'e\u0301'],
  ])('counts what people count: %s', (_what, character) => {
    const text = character.repeat(TEXT_MAX)
    expect(countCharacters(text)).toEqual({ characters: TEXT_MAX, most: TEXT_MAX })
    expect(countCharacters(`${text}ab`)).toEqual({ characters: TEXT_MAX + 2, most: TEXT_MAX })
  })
  it('sends 1,117 emoji of a family, and of 4,096 says how many are too many', () => {
    expect(countCharacters(family.repeat(1117)).most).toBe(TEXT_MAX)
    expect(countCharacters(family.repeat(1118))).toEqual({ characters: 1118, most: 1117 })
    expect(countCharacters(family.repeat(TEXT_MAX))).toMatchObject({ characters: TEXT_MAX, most: 1117 })
  })
  it('takes a whole cluster away: a letter under 20,000 accents is one', () => {
    expect(countCharacters(`ab${'e'}${'\u0301'.repeat(20_000)}`)).toEqual({ characters: 3, most: 2 })
  })
  it('is what the wire takes, whatever it is made of', () => {
    for (const character of ['x', '한', apart, family, '"', '\\', '\u0001', '\ud800', '👍🏽', '🇰🇷', 'क्षि']) {
      const text = `a${longestOf(character)}`.slice(0, -1)
      expect([character, v.is(textSchema, text)]).toEqual([character, true])
    }
  })
  it('costs no more for a huge text', () => {
    const begun = performance.now()
    expect(countCharacters('한'.repeat(100_000))).toEqual({ characters: 100_000, most: TEXT_MAX })
    expect(countCharacters('x'.repeat(TEXT_MAX_UNITS)).characters).toBe(TEXT_MAX_UNITS)
    expect(performance.now() - begun).toBeLessThan(500)
  })
})
