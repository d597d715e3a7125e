import { TEXT_MAX } from '../../../protocol/limits.ts'
import type { Words } from '../i18n/text.ts'

/** From here on the composer counts. */
const COUNT_FROM = TEXT_MAX - 200

/** What is below the box about the length of its text. */
export interface LengthNote {
  /** What to do about a text that is too long. */
  tooLong: string | undefined
  /** "3,912 / 4,000". */
  count: string | undefined
}

export function lengthNote(length: number, { text, language }: Words): LengthNote {
  const number = (n: number): string => n.toLocaleString(language)
  const over = length - TEXT_MAX
  return {
    tooLong: over > 0 ? text('tooLong', number(over)) : undefined,
    count: length < COUNT_FROM ? undefined : `${number(length)} / ${number(TEXT_MAX)}`,
  }
}
