/** The longest wait between two attempts: beyond it a browser would end the background first. */
const LONGEST_MS = 5_000
const FIRST_MS = 500

/** How long to wait before attempt number `attempt` (from 0), in ms: doubling, at most 5 s, half of it random. */
export function retryDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(full / 2 + (full / 2) * random)
}
