import { describe, expect, it } from 'vitest'
import { initials, personColour } from '../../../extension/shared/person-colour.ts'

/** Relative luminance, by WCAG. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const [red = 0, green = 0, blue = 0] = parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}
const ids = Array.from({ length: 2_000 }, (_, index) => `p_${index.toString(36)}`)
const colours = [...new Set(ids.map(personColour))]

describe('a person’s colour', () => {
  it('is the same for the same id, and spread over all ids', () => {
    expect(personColour('p_mina')).toBe(personColour('p_mina'))
    expect(colours).toHaveLength(12)
    const counts = colours.map((colour) => ids.filter((id) => personColour(id) === colour).length)
    expect(Math.min(...counts)).toBeGreaterThan(ids.length / 12 / 2)
  })
  it.each(colours)('carries white text by AA, and is seen as a bar on both themes: %s', (colour) => {
    expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour, '#171b1b')).toBeGreaterThanOrEqual(3)
  })
})

it.each([
  ['Mina', 'M'],
  ['Mina Park', 'MP'],
  ['mina de la park', 'MP'],
  ['build-bot', 'BB'],
  ['김민아', '민아'],
  ['이든', '이든'],
  ['👩‍🚀 Ada', '👩‍🚀A'],
  ['é', 'É'],
  ['-', '-'],
])('the initials of %s are %s', (name, expected) => {
  expect(initials(name)).toBe(expected)
})
