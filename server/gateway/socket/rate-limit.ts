import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** A device may save up commands for this long: at 50 a second, bursts of 200. */
const BURST_SECONDS = 4

/** `perSecond` commands a second for each key, on average; 0: no limit. */
export function createRateLimit(perSecond: number): (key: string) => Promise<boolean> {
  if (perSecond === 0) return () => Promise.resolve(true)
  const limiter = new RateLimiterMemory({ points: perSecond * BURST_SECONDS, duration: BURST_SECONDS })
  return (key) =>
    limiter.consume(key).then(
      () => true,
      (reason: unknown) => {
        if (reason instanceof RateLimiterRes) return false
        throw reason
      },
    )
}
