import { TEXT_MAX } from '../../../protocol/limits.ts'
import type { Words } from '../i18n/text.ts'

/** The composer counts when so few are left. */
const COUNT_LAST = 200

/** What is below the box about the length of its text. */
export interface LengthNote {
  /** What to do about a text that is too long. */
  tooLong: string | undefined
  /** "3,912 / 4,096". */
  count: string | undefined
}

/** `length` of `most`: characters, or UTF-16 units, of which there are never fewer. */
export function lengthNote(length: number, { text, language }: Words, most = TEXT_MAX): LengthNote {
  const number = (n: number): string => n.toLocaleString(language)
  const over = length - most
  return {
    tooLong: over > 0 ? text('tooLong', number(over)) : undefined,
    count: over < -COUNT_LAST ? undefined : `${number(length)} / ${number(most)}`,
  }
}
