import type { ServerTime } from '../../../protocol/entry.ts'
import { UNTIL_TURNED_ON } from '../../../protocol/notification-settings.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { formatMoment } from '../i18n/times.ts'
import type { Words } from '../i18n/text.ts'

interface Sentences {
  /** Takes the time. */
  timed: MessageKey
  open: MessageKey
}

export const muted: Sentences = { timed: 'mutedUntil', open: 'mutedOpen' }
export const doNotDisturb: Sentences = { timed: 'dndUntil', open: 'dndOpen' }
export const quietHours: Sentences = { timed: 'quietUntil', open: 'quietHours' }

export const untilWords = (
  { text, language }: Words,
  until: ServerTime,
  { timed, open }: Sentences,
): string => (until >= UNTIL_TURNED_ON ? text(open) : text(timed, formatMoment(until, language)))
