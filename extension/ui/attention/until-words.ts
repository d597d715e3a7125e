import { UNTIL_TURNED_ON } from '../../../protocol/attention.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { formatMoment } from '../words/times.ts'
import type { Words } from '../words/text.ts'

interface Sentences {
  /** Takes the time. */
  timed: MessageKey
  open: MessageKey
}

export const muted: Sentences = { timed: 'mutedUntil', open: 'mutedOpen' }
export const doNotDisturb: Sentences = { timed: 'dndUntil', open: 'dndOpen' }
export const quietHours: Sentences = { timed: 'quietUntil', open: 'quietHours' }

export const untilWords = ({ text, language }: Words, until: number, { timed, open }: Sentences): string =>
  until >= UNTIL_TURNED_ON ? text(open) : text(timed, formatMoment(until, language))
