import { plainText } from '../shared/format/plain-text.ts'
import type { ToastCard } from '../shared/toast-messages.ts'
import type { Text } from '../platform/i18n.ts'
import type { SystemContent } from './notifier/ports.ts'

/** What a notification of the operating system says. Of a hidden message only that there is one. */
export function systemWords({ card, more, urgent }: SystemContent, text: Text) {
  const rest = more > 0 ? [text(urgent ? 'toastMoreUrgent' : 'toastMore', more)] : []
  return { title: titleOf(card, text), message: [...linesOf(card, text), ...rest].join('\n'), urgent }
}

function titleOf({ kind, hidden, room, rooms, count, author }: ToastCard, text: Text): string {
  if (kind === 'digest') {
    return rooms === 1 ? text('toastNewCount', count, room) : text('toastDigest', count, rooms)
  }
  if (hidden) return count > 1 ? text('toastNewCount', count, room) : text('toastNew', room)
  return room === '' ? author : text('notificationTitle', author, room)
}

function linesOf({ kind, title, body, count, mentions, hidden }: ToastCard, text: Text): string[] {
  if (kind === 'digest' && mentions > 0)
    return [mentions === 1 ? text('toastMentionsYou') : text('toastMentionYou', mentions)]
  const lines = [
    title ?? '',
    plainText(body),
    kind === 'counted' && !hidden ? text('toastMore', count - 1) : '',
  ]
  return lines.filter((line) => line !== '')
}
