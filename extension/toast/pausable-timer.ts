export interface PausableTimer {
  /** Time is paused as long as there is a reason. */
  pause(reason: string): void
  resume(reason: string): void
  /** It never calls back any more. */
  stop(): void
}

/** Calls back once, when `ms` have passed without a reason to wait. It runs at once. */
export function createPausableTimer(ms: number, callback: () => void): PausableTimer {
  const reasons = new Set<string>()
  let remainingMs = ms
  let since = performance.now()
  let timer = setTimeout(callback, remainingMs)
  let stopped = false

  return {
    pause(reason) {
      if (reasons.size === 0) {
        clearTimeout(timer)
        remainingMs -= performance.now() - since
      }
      reasons.add(reason)
    },
    resume(reason) {
      if (!reasons.delete(reason) || reasons.size > 0 || stopped) return
      since = performance.now()
      timer = setTimeout(callback, Math.max(remainingMs, 0))
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
