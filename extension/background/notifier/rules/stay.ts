import type { Priority } from '../../../../protocol/entry.ts'

/** Milliseconds. Long enough to notice the card and turn to it, then for each word; but it is not to become furniture. */
const NOTICE_MS = 6000
const WORD_MS = 300
const LONGEST_MS = 12_000
/** What calls the person may need an answer. */
const CALLED_MS = 15_000
const HIGH_MS = 30_000

/** Scripts without spaces, and Hangul with few, take about one word for two signs. */
const denseSigns = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu

/** How many words it takes to read the text. */
function wordCount(text: string): number {
  const dense = text.match(denseSigns)?.length ?? 0
  const words = text.replace(denseSigns, ' ').match(/\S+/g)?.length ?? 0
  return Math.round(words + dense / 2)
}

interface StayFacts {
  /** All that there is to read on the card. */
  text: string
  priority: Priority
  /** It calls the person or is a direct message. */
  called: boolean
  /** Of the device's settings; null: until it is dismissed. */
  factor: number | null
}

/** How long a card shows, in ms of being looked at; null: until it is dismissed (priority 5: acknowledged). */
export function stayMs({ text, priority, called, factor }: StayFacts): number | null {
  if (factor === null || priority === 5) return null
  if (priority === 4) return HIGH_MS * factor
  if (called) return CALLED_MS * factor
  return Math.min(NOTICE_MS + wordCount(text) * WORD_MS, LONGEST_MS) * factor
}
