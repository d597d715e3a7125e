export interface Allowance {
  /** Takes so much away. False: there was not so much left, and nothing is taken. */
  take(amount: number): boolean
}

/** What one connection may use: `perSecond` on average, and up to `most` at once. `perSecond` 0: no limit. */
export function createAllowance(perSecond: number, most: number, now: () => number): Allowance {
  if (perSecond === 0) return { take: () => true }
  let left = most
  let since = now()
  return {
    take(amount) {
      const at = now()
      left = Math.min(most, left + ((at - since) * perSecond) / 1_000)
      since = at
      if (left < amount) return false
      left -= amount
      return true
    },
  }
}
