import type { MessageView } from '../shared/requests.ts'
import { Message } from '../ui/messages/message.tsx'
import { useWords } from '../ui/i18n/text.ts'

const classOf = ({ priority }: MessageView): string =>
  priority === 5 ? 'card confirm-message urgent' : 'card confirm-message'

/** What a card says of it while others may look at the screen. */
export function HiddenMessage({ message }: { message: MessageView }) {
  const { text } = useWords()
  return <p class={classOf(message)}>{text('toastNew', message.room)}</p>
}

/** The message that the question is about, as its room shows it. */
export function ConfirmedMessage({ message }: { message: MessageView }) {
  const drawn = { ...message, author: message.author.name }
  return <Message message={drawn} class={classOf(message)} room={message.room} />
}
