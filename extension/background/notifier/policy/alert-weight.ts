import type { Priority } from '../../../../protocol/entry.ts'
import { longer, type DisplayTime } from './display-time.ts'

/** What a message asks of the card that counts it. */
export interface Weight {
  priority: Priority
  /** It mentions the person. */
  mention: boolean
  /** How long its own card would show. */
  displayTime: DisplayTime
}

/** What a card that counts all of these has to show: the newest hides none that was more urgent. */
export const heaviest = (weights: readonly Weight[]): Weight =>
  weights.reduce<Weight>(
    (most, { priority, mention, displayTime }) => ({
      priority: priority > most.priority ? priority : most.priority,
      mention: mention || most.mention,
      displayTime: longer(displayTime, most.displayTime),
    }),
    { priority: 1, mention: false, displayTime: 0 },
  )
