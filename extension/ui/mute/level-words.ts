import type { Level } from '../../../protocol/notification-settings.ts'
import type { MessageKey } from '../../platform/i18n.ts'

/** What each level is called, and what it means. */
export const levelWords = {
  small: { label: 'levelSmall', help: 'levelSmallHelp' },
  all: { label: 'levelAll', help: 'levelAllHelp' },
  mentions: { label: 'levelMentions', help: 'levelMentionsHelp' },
  nothing: { label: 'levelNothing', help: 'levelNothingHelp' },
} as const satisfies Record<Level, { label: MessageKey; help: MessageKey }>
