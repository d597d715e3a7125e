import { describe, expect, it } from 'vitest'
import { matchName, matchNames } from '../../../../extension/ui/complete/match-name.ts'

describe('a name matches', () => {
  it.each([
    ['Mina Park', 'mi', 0],
    ['Mina Park', 'mina p', 0],
    ['Mina Park', 'pa', 1],
    ['Mina Park', 'ina', undefined],
    ['Zoë', 'zoe', 0],
    ['anything', '', 0],
    ['김민아', '김', 0],
    ['김민아', 'ㄱ', 0],
    ['김민아', 'ㄱㅁ', 0],
    ['김민아', 'ㄱㅁㅇ', 0],
    ['김민아', '김ㅁ', 0],
    ['김민아', '김ㅁㅇ', 0],
    ['김민아', '김미', 0],
    ['기민', '김', 0],
    ['김민아', 'ㄱㅇ', undefined],
    ['김민아', '민', undefined],
    ['김 민아', '민', 1],
    ['김민아', 'ㄱㅁㅇㅇ', undefined],
    ['배포-알림', 'ㅇㄹ', 1],
  ] as const)('%s for %j: %s', (name, query, rank) => {
    expect(matchName(name, query)).toBe(rank)
  })
})

describe('the names that are offered', () => {
  const all = ['Jonas', 'Park Mina', 'Mina'].map((name) => ({ name }))
  const offered = (query: string) => matchNames(all, query).map(({ name }) => name)
  it('are the best first', () => {
    expect(offered('mi')).toEqual(['Mina', 'Park Mina'])
  })
  it('are in their order where nothing is typed', () => {
    expect(offered('')).toEqual(['Jonas', 'Park Mina', 'Mina'])
  })
  it('are none where the only one is typed already, so that Enter sends', () => {
    expect(offered('jonas')).toEqual([])
    expect(offered('jona')).toEqual(['Jonas'])
  })
  it('are eight at most', () => {
    expect(
      matchNames(
        Array.from({ length: 20 }, (_, n) => ({ name: `m${n}` })),
        'm',
      ),
    ).toHaveLength(8)
  })
})
