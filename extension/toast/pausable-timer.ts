export interface PausableTimer {
  /** Time stands still as long as there is a reason. */
  pause(reason: string): void
  resume(reason: string): void
  /** It never calls back any more. */
  stop(): void
}

/** Calls back once, when `ms` have passed without a reason to wait. It runs at once. */
export function createPausableTimer(ms: number, callback: () => void): PausableTimer {
  const reasons = new Set<string>()
  let left = ms
  let since = performance.now()
  let timer = setTimeout(callback, left)
  let stopped = false

  return {
    pause(reason) {
      if (reasons.size === 0) {
        clearTimeout(timer)
        left -= performance.now() - since
      }
      reasons.add(reason)
    },
    resume(reason) {
      if (!reasons.delete(reason) || reasons.size > 0 || stopped) return
      since = performance.now()
      timer = setTimeout(callback, Math.max(left, 0))
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
