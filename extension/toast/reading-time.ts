/** Milliseconds. Long enough to notice the toast and turn to it, then for each word; but it is not to become furniture. */
const NOTICE_MS = 6000
const WORD_MS = 300
const LONGEST_MS = 12_000

/** Scripts without spaces, and Hangul with few, take about one word for two signs. */
const denseSigns = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu

/** How long a toast with this text stays. */
export function readingTime(text: string): number {
  const dense = text.match(denseSigns)?.length ?? 0
  const words = text.replace(denseSigns, ' ').match(/\S+/g)?.length ?? 0
  return Math.min(NOTICE_MS + Math.round(words + dense / 2) * WORD_MS, LONGEST_MS)
}
