/** An allowance may be saved up for this long, in s: at 50 a second, bursts of 200. */
const BURST_SECONDS = 4

/** Keys whose allowance is full again are forgotten this often, in ms. */
const FORGET_EVERY_MS = 5_000

/** How much may be taken: `perSecond` on average, and up to `atOnce` in one moment. `perSecond` 0: no limit. */
export interface Rate {
  perSecond: number
  atOnce: number
}

/** The rate whose bursts are as long as those of commands. */
export const withBursts = (perSecond: number): Rate => ({ perSecond, atOnce: perSecond * BURST_SECONDS })

/** The allowance of one. */
export interface Allowance {
  /** Takes the amount. False: less is left, and nothing is taken. */
  take(amount: number): boolean
}

/** An allowance for each key: a device, a person, an address, a room. */
export interface RateLimit {
  /** Takes the amount from the key's allowance. False: less is left, and nothing is taken. */
  take(key: string, amount: number): boolean
  /** Takes what was used already: all that is left, where that is less. */
  charge(key: string, amount: number): void
}

interface Bucket {
  left: number
  /** When `left` was true, by the clock of `now`, in ms. */
  at: number
}

/** The clock of all limits, in ms: it goes on evenly while the computer's clock is set. */
export const steadyClock = (): number => performance.now()

export function createAllowance(rate: Rate, now: () => number): Allowance {
  if (rate.perSecond === 0) return { take: () => true }
  const bucket: Bucket = { left: rate.atOnce, at: now() }
  return {
    take(amount) {
      refill(bucket, rate, now())
      return takeFrom(bucket, amount)
    },
  }
}

export function createRateLimit(rate: Rate, now: () => number = steadyClock): RateLimit {
  if (rate.perSecond === 0) return { take: () => true, charge: () => undefined }
  const buckets = new Map<string, Bucket>()
  const fullAfterMs = (rate.atOnce / rate.perSecond) * 1_000
  let forgotten = now()

  const forgetFull = (): void => {
    if (now() - forgotten < FORGET_EVERY_MS) return
    forgotten = now()
    for (const [key, { at }] of buckets) if (forgotten - at >= fullAfterMs) buckets.delete(key)
  }

  const bucketOf = (key: string): Bucket => {
    forgetFull()
    const known = buckets.get(key)
    if (known !== undefined) {
      refill(known, rate, now())
      return known
    }
    const bucket = { left: rate.atOnce, at: now() }
    buckets.set(key, bucket)
    return bucket
  }

  return {
    take: (key, amount) => takeFrom(bucketOf(key), amount),
    charge(key, amount) {
      const bucket = bucketOf(key)
      bucket.left = Math.max(0, bucket.left - amount)
    },
  }
}

function refill(bucket: Bucket, { perSecond, atOnce }: Rate, now: number): void {
  bucket.left = Math.min(atOnce, bucket.left + ((now - bucket.at) * perSecond) / 1_000)
  bucket.at = now
}

function takeFrom(bucket: Bucket, amount: number): boolean {
  if (bucket.left < amount) return false
  bucket.left -= amount
  return true
}
