import { describe, expect, it } from 'vitest'
import { TEXT_MAX } from '../../../../protocol/limits.ts'
import { findLinks } from '../../../../extension/shared/format/find-links.ts'

describe('finding links', () => {
  const fastest = (text: string): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const from = performance.now()
        findLinks(text)
        return performance.now() - from
      }),
    )
  const long = TEXT_MAX * 16
  /** Eight times the text takes eight times as long, and 64 times where each part is looked at for each other one. */
  const PARTS = 8
  const MOST = 24
  /** Less than this is as good as nothing, ms. */
  const NOTHING = 2
  it.each([
    ['brackets that close nothing', (length: number) => 'http://a('.padEnd(length, ')')],
    ['full stops', (length: number) => 'http://a'.padEnd(length, '.')],
    ['a host without an end', (length: number) => `${'http://'.padEnd(length, 'a')}@`],
    ['signs of a name', (length: number) => 'http://a가'.padEnd(length, '@')],
    ['beginnings', (length: number) => 'http://'.repeat(length / 7)],
    ['hosts that are names', (length: number) => 'http://a가'.repeat(length / 9)],
  ])('takes time as the text is long: %s', (_, make) => {
    const part = Math.max(fastest(make(long / PARTS)), NOTHING)
    expect(fastest(make(long)) / part).toBeLessThan(MOST)
  })
})
