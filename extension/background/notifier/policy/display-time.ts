import type { Priority } from '../../../../protocol/entry.ts'

/** Milliseconds. Long enough to notice the card and turn to it, then for each word; but it is not to become furniture. */
const NOTICE_MS = 6000
const WORD_MS = 300
const LONGEST_MS = 12_000
/** A mention may need an answer. */
const MENTION_MS = 15_000
const HIGH_MS = 30_000

/** Scripts without spaces, and Hangul with few, take about one word for two signs. */
const denseSigns = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu

/** How many words it takes to read the text. */
function wordCount(text: string): number {
  const dense = text.match(denseSigns)?.length ?? 0
  const words = text.replace(denseSigns, ' ').match(/\S+/g)?.length ?? 0
  return Math.round(words + dense / 2)
}

/** Ms of being looked at, or until the person ends it. */
export type DisplayTime = number | 'until ended'

interface DisplayFacts {
  /** All that there is to read on the card. */
  text: string
  /** Priority 5 without the person's consent shows as long as priority 4. */
  priority: Priority
  /** It mentions the person or is a direct message. */
  mention: boolean
  /** Of the device's settings; null: until it is dismissed. */
  factor: number | null
}

/** How long a card shows. Urgent alerts have no display time: they show until they are acknowledged. */
export function displayTime({ text, priority, mention, factor }: DisplayFacts): DisplayTime {
  if (factor === null) return 'until ended'
  if (priority >= 4) return HIGH_MS * factor
  if (mention) return MENTION_MS * factor
  return Math.min(NOTICE_MS + wordCount(text) * WORD_MS, LONGEST_MS) * factor
}

/** Of two cards that become one. */
export const longer = (one: DisplayTime, other: DisplayTime): DisplayTime =>
  one === 'until ended' || other === 'until ended' ? 'until ended' : Math.max(one, other)
