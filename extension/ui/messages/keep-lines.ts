import type { LogLine } from './log-lines.ts'

/** Whether two plain values, as JSON has them, are alike. */
function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    one.length === other.size && one.every(([key, value]) => other.has(key) && isAlike(value, other.get(key)))
  )
}

/**
 * The lines of now, each as the object that it was before where nothing of it changed: who draws it sees that at a glance. Each
 * change of a log folds all of it anew.
 */
export function keepLines(before: ReadonlyMap<string, LogLine>, now: readonly LogLine[]): LogLine[] {
  return now.map((line) => {
    const known = before.get(line.key)
    return known !== undefined && isAlike(known, line) ? known : line
  })
}
