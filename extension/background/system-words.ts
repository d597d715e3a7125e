import type { ToastCard } from '../bridge/toast-messages.ts'
import type { Text } from '../platform/i18n.ts'
import type { SystemContent } from './notifier/screen.ts'

/** What a notification of the operating system says. Of a hidden message only that there is one. */
export function systemWords({ card, more, urgent }: SystemContent, text: Text) {
  const lines = [...linesOf(card, text), ...(more > 0 ? [text('notificationMore', more)] : [])]
  return { title: titleOf(card, text), message: lines.join('\n'), urgent }
}

function titleOf(card: ToastCard, text: Text): string {
  if (card.kind === 'digest') return text('notificationDigest', card.count, card.rooms)
  if (card.hidden) return text('notificationHidden', card.room)
  return card.room === '' ? card.author : text('notificationTitle', card.author, card.room)
}

function linesOf({ kind, title, text: written, count, mentions }: ToastCard, text: Text): string[] {
  if (kind === 'digest') return mentions > 0 ? [text('notificationMentions', mentions)] : []
  const own = [title, written].filter((line) => line !== undefined && line !== '')
  return [...own, ...(kind === 'counted' ? [text('notificationMore', count - 1)] : [])] as string[]
}
