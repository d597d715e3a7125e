import type { Priority } from '../../../../protocol/entry.ts'

/** What a message asks of its card: its priority, whether it calls the person, how long it stays (ms; null: until it is ended). */
export type Weight = readonly [priority: Priority, calls: boolean, left: number | null]

/** What a card that stands for all of them has to show: the newest hides none that was more urgent. */
export function heaviest(weights: readonly Weight[]): {
  priority: Priority
  calls: boolean
  left: number | null
} {
  return weights.reduce<ReturnType<typeof heaviest>>(
    (most, [priority, calls, left]) => ({
      priority: priority > most.priority ? priority : most.priority,
      calls: calls || most.calls,
      left: left === null || most.left === null ? null : Math.max(left, most.left),
    }),
    { priority: 1, calls: false, left: 0 },
  )
}
