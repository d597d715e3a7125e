import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** An allowance may be saved up for this long, in s: at 50 a second, bursts of 200. */
export const BURST_SECONDS = 4

export type RateLimit = (key: string, points: number) => Promise<boolean>

/** `perSecond` points a second for each key, on average over `seconds`; 0: no limit. */
export function createRateLimit(perSecond: number, seconds = BURST_SECONDS): RateLimit {
  if (perSecond === 0) return () => Promise.resolve(true)
  const limiter = new RateLimiterMemory({ points: perSecond * seconds, duration: seconds })
  return (key, points) =>
    limiter.consume(key, points).then(
      () => true,
      (reason: unknown) => {
        if (reason instanceof RateLimiterRes) return false
        throw reason
      },
    )
}
