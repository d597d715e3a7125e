/** As in the contract (protocol/notification-settings.ts). */
export const KEYWORD_MAX = 64
export const KEYWORDS_MAX = 50

export type KeywordProblem = 'too-long' | 'too-many' | 'there-already'

/** The keywords with what was typed, which may be several with commas between; what is typed in vain changes nothing. */
export function addKeywords(
  keywords: string[],
  typed: string,
): { keywords: string[]; problem?: KeywordProblem } {
  const next = [...keywords]
  for (const word of typed.split(/[,，、\n]/).map((part) => part.trim().normalize('NFC'))) {
    if (word === '') continue
    if (word.length > KEYWORD_MAX) return { keywords, problem: 'too-long' }
    const isThere = next.some((one) => one.toLowerCase() === word.toLowerCase())
    if (isThere) return { keywords, problem: 'there-already' }
    if (next.length >= KEYWORDS_MAX) return { keywords, problem: 'too-many' }
    next.push(word)
  }
  return { keywords: next }
}
