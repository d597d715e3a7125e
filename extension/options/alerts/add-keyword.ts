import { foldText } from '../../../protocol/fold-text.ts'
import { KEYWORD_MAX, KEYWORDS_MAX } from '../../../protocol/limits.ts'

export type KeywordProblem = 'too-long' | 'too-many' | 'there-already'

/** The keywords with what was typed, which may be several with commas between; nothing changes where one of them cannot be added. */
export function addKeywords(
  keywords: string[],
  typed: string,
): { keywords: string[]; problem?: KeywordProblem } {
  const next = [...keywords]
  for (const word of typed.split(/[,，、\n]/).map((part) => part.trim().normalize('NFC'))) {
    if (word === '') continue
    if (word.length > KEYWORD_MAX) return { keywords, problem: 'too-long' }
    const isThere = next.some((one) => foldText(one) === foldText(word))
    if (isThere) return { keywords, problem: 'there-already' }
    if (next.length >= KEYWORDS_MAX) return { keywords, problem: 'too-many' }
    next.push(word)
  }
  return { keywords: next }
}
