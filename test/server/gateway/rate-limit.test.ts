import { describe, expect, it } from 'vitest'
import { createAllowance, createRateLimit } from '../../../server/gateway/rate-limit.ts'

const taken = (count: number, take: () => boolean): number =>
  Array.from({ length: count }, take).filter(Boolean).length

describe('an allowance', () => {
  it('gives all of it at once, then grows by what is allowed a second, and never beyond the whole', () => {
    let now = 0
    const allowance = createAllowance({ perSecond: 10, atOnce: 40 }, () => now)
    const take = () => allowance.take(1)
    expect(taken(41, take)).toBe(40)
    now = 500
    expect(taken(6, take)).toBe(5)
    now = 60_000
    expect(allowance.take(41)).toBe(false)
    expect(allowance.take(40)).toBe(true)
  })

  it('has no end where no limit is set', () => {
    const allowance = createAllowance({ perSecond: 0, atOnce: 0 }, () => 0)
    expect(taken(1_000, () => allowance.take(1_000))).toBe(1_000)
  })
})

describe('a rate limit', () => {
  it('gives each key an allowance of its own', () => {
    const limit = createRateLimit({ perSecond: 10, atOnce: 40 }, () => 0)
    expect(taken(50, () => limit.take('ann', 1))).toBe(40)
    expect(taken(50, () => limit.take('bob', 1))).toBe(40)
  })

  it('takes nothing when it refuses: what is left can be taken in smaller amounts', () => {
    const limit = createRateLimit({ perSecond: 10, atOnce: 40 }, () => 0)
    expect(limit.take('ann', 41)).toBe(false)
    expect(limit.take('ann', 40)).toBe(true)
  })

  it('charges at most what is left, so that nobody owes', () => {
    let now = 0
    const limit = createRateLimit({ perSecond: 10, atOnce: 40 }, () => now)
    limit.charge('ann', 1_000)
    expect(limit.take('ann', 1)).toBe(false)
    now = 1_000
    expect(taken(20, () => limit.take('ann', 1))).toBe(10)
  })

  it('keeps what a key used until its allowance is full again, however many others are forgotten', () => {
    let now = 0
    const limit = createRateLimit({ perSecond: 1, atOnce: 60 }, () => now)
    limit.charge('ann', 60)
    now = 30_000
    limit.take('bob', 1)
    expect(taken(60, () => limit.take('ann', 1))).toBe(30)
  })
})
