import { describe, expect, it } from 'vitest'
import { createPauses } from '../../../../server/gateway/connections/pauses.ts'
import { createSparseLog } from '../../../../server/gateway/connections/sparse-log.ts'
import { createStrangers } from '../../../../server/gateway/connections/strangers.ts'

const nothing = (): void => undefined

describe('connections that nobody has signed in on', () => {
  it('refuses a new one beyond the limit of its address, and of no other', () => {
    const strangers = createStrangers({ perAddress: 2, total: 10 }, () => 0)
    expect(strangers.enter('a', nothing)).toBeDefined()
    expect(strangers.enter('a', nothing)).toBeDefined()
    expect(strangers.enter('a', nothing)).toBeUndefined()
    expect(strangers.enter('b', nothing)).toBeDefined()
    expect(strangers.count()).toBe(3)
  })

  it('beyond the limit of all addresses the one with the most gives up its oldest, and nobody is kept out', () => {
    const ended: string[] = []
    const strangers = createStrangers({ perAddress: 3, total: 4 }, () => 0)
    for (const name of ['a1', 'b1', 'b2', 'b3', 'c1', 'd1']) {
      expect(strangers.enter(name.slice(0, 1), () => ended.push(name))).toBeDefined()
    }
    expect(ended).toEqual(['b1', 'b2'])
    expect(strangers.count()).toBe(4)
  })

  it('refuses an address that opens too many one after the other, until its allowance grew again', () => {
    let now = 0
    const strangers = createStrangers({ perAddress: 8, total: 0 }, () => now)
    const open = (): boolean => {
      const leave = strangers.enter('a', nothing)
      leave?.()
      return leave !== undefined
    }
    expect(Array.from({ length: 100 }, open).filter(Boolean)).toHaveLength(8)
    now = 1_000
    expect(Array.from({ length: 100 }, open).filter(Boolean)).toHaveLength(2)
    now = 60_000
    expect(Array.from({ length: 100 }, open).filter(Boolean)).toHaveLength(8)
  })

  it('gives the place of one that has been silent for two seconds to a new one', () => {
    let now = 0
    const ended: string[] = []
    const strangers = createStrangers({ perAddress: 2, total: 0 }, () => now)
    strangers.enter('a', () => ended.push('first'))
    now = 1_000
    strangers.enter('a', () => ended.push('second'))
    now = 2_500
    expect(strangers.enter('a', nothing)).toBeDefined()
    expect(ended).toEqual(['first'])
    now = 2_900
    expect(strangers.enter('a', nothing)).toBeUndefined()
    expect(ended).toEqual(['first'])
    expect(strangers.count()).toBe(2)
  })

  it('counts one that signed in or closed no more, however often it is said', () => {
    let now = 0
    const strangers = createStrangers({ perAddress: 1, total: 0 }, () => now)
    const leave = strangers.enter('a', nothing)
    leave?.()
    leave?.()
    expect(strangers.count()).toBe(0)
    now = 4_000
    expect(strangers.enter('a', nothing)).toBeDefined()
  })
})

describe('the pause of a device that was cut', () => {
  it('doubles from 5 s up to 5 minutes, and begins again after a quarter of an hour of peace', () => {
    let now = 0
    const pauses = createPauses(() => now)
    const lengths = Array.from({ length: 8 }, () => {
      pauses.begin('phone')
      const left = pauses.left('phone')
      now += left
      return left / 1_000
    })
    expect(lengths).toEqual([5, 10, 20, 40, 80, 160, 300, 300])
    expect(pauses.left('phone')).toBe(0)
    now += 16 * 60_000
    pauses.begin('phone')
    expect(pauses.left('phone')).toBe(5_000)
  })

  it('is one pause for all connections that are cut in the same moment, and of no other device', () => {
    const pauses = createPauses(() => 0)
    for (let count = 0; count < 8; count += 1) pauses.begin('phone')
    expect(pauses.left('phone')).toBe(5_000)
    expect(pauses.left('laptop')).toBe(0)
  })
})

describe('warnings that a stranger can cause', () => {
  it('are written once in ten seconds a sentence, with how many were left out', () => {
    let now = 0
    const lines: object[] = []
    const warn = createSparseLog(
      { warn: (fields, sentence) => lines.push({ ...fields, sentence }) },
      () => now,
    )
    for (let count = 0; count < 1_000; count += 1) warn('cut', { address: 'a' })
    warn('refused', { address: 'b' })
    now = 10_000
    warn('cut', { address: 'c' })
    expect(lines).toEqual([
      { address: 'a', left: 0, sentence: 'cut' },
      { address: 'b', left: 0, sentence: 'refused' },
      { address: 'c', left: 999, sentence: 'cut' },
    ])
  })
})
