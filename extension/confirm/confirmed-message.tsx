import type { MessageView } from '../shared/requests.ts'
import { MessageText } from '../ui/messages/message-text.tsx'
import { useWords } from '../ui/i18n/text.ts'
import { formatMoment } from '../ui/i18n/times.ts'

const classOf = ({ priority }: MessageView): string =>
  priority === 5 ? 'card confirm-message urgent' : 'card confirm-message'

/** What a card says of it while others may look at the screen. */
export function HiddenMessage({ message }: { message: MessageView }) {
  const { text } = useWords()
  return <p class={classOf(message)}>{text('toastNew', message.room)}</p>
}

/** The message that the question is about, as its room shows it. */
export function ConfirmedMessage({ message }: { message: MessageView }) {
  const { text, language } = useWords()
  return (
    <article class={classOf(message)}>
      <p class="confirm-from">
        <bdi class="confirm-author">{message.author}</bdi>{' '}
        <bdi class="quiet">{text('toastIn', message.room)}</bdi>{' '}
        <time class="quiet" dateTime={new Date(message.at).toISOString()}>
          {formatMoment(message.at, language)}
        </time>
      </p>
      {message.title !== undefined && (
        <p class="confirm-title" dir="auto">
          {message.title}
        </p>
      )}
      <div class="confirm-text">
        <MessageText text={message.text} />
      </div>
    </article>
  )
}
