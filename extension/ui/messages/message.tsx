import type { ComponentChildren } from 'preact'
import type { Priority, ServerTime } from '../../../protocol/entry.ts'
import { Icon } from '../components/icon.tsx'
import { formatMoment, formatTime } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import { MessageText } from './message-text.tsx'
import './messages.css'

interface DrawnMessage {
  author: string
  title?: string | undefined
  text: string
  /** The server's clock, ms UTC. */
  at: ServerTime
  priority: Priority
}

interface ContentProps {
  message: DrawnMessage
  /** The room's name, where the message is not drawn in its room: then its day is drawn too. */
  room?: string | undefined
  /** It has no line of its own for author and time: the message before it shows them. A screen reader reads them all the same. */
  headless?: boolean
  /** It mentions the reader. */
  mentions?: boolean
  /** An edit of it waits. */
  pending?: boolean
  /** What is beside the time. */
  aside?: ComponentChildren
  /** What is above the text. */
  before?: ComponentChildren
  /** What is below the text. */
  children?: ComponentChildren
}

/** Of priority 4, or 5 (`urgent`): a word and a sign, not the colour alone. */
function PriorityMark({ urgent }: { urgent: boolean }) {
  const { text } = useWords()
  return (
    <p class={urgent ? 'priority urgent' : 'priority'}>
      <Icon name="urgent" /> {text(urgent ? 'priorityUrgent' : 'priorityHigh')}
    </p>
  )
}

interface HeadProps {
  author: string
  at: ServerTime
  room?: string | undefined
  headless: boolean
  aside?: ComponentChildren
}

function MessageHead({ author, at, room, headless, aside }: HeadProps) {
  const { text, language } = useWords()
  return (
    <header class={headless ? 'message-head unseen' : 'message-head'}>
      <bdi class="message-author" title={author}>
        {author}
      </bdi>{' '}
      {room !== undefined && <bdi class="message-room">{text('toastIn', room)}</bdi>}{' '}
      <time dateTime={new Date(at).toISOString()}>
        {room === undefined ? formatTime(at, language) : formatMoment(at, language)}
      </time>
      {aside}
    </header>
  )
}

interface DeletedProps extends Omit<HeadProps, 'room' | 'aside'> {
  /** What is beside the words. */
  children?: ComponentChildren
}

/** What is left of a message that its author deleted. */
export function DeletedMessage({ children, ...head }: DeletedProps) {
  const { text } = useWords()
  return (
    <>
      <MessageHead {...head} />
      <p class="message-deleted">
        <span>{text('messageDeleted')}</span> {children}
      </p>
    </>
  )
}

/** What a person wrote, wherever one of our pages shows it. */
export function MessageContent(props: ContentProps) {
  const {
    message,
    room,
    headless = false,
    mentions = false,
    pending = false,
    aside,
    before,
    children,
  } = props
  const { text } = useWords()
  const { author, at, title, priority } = message
  return (
    <>
      <MessageHead author={author} at={at} room={room} headless={headless} aside={aside} />
      {mentions && <span class="unseen">{text('mentionsYou')}</span>}
      {before}
      {priority >= 4 && <PriorityMark urgent={priority === 5} />}
      {title !== undefined && (
        <p class="message-title" dir="auto">
          {title}
        </p>
      )}
      <div class={pending ? 'message-said pending' : 'message-said'}>
        <MessageText text={message.text} />
      </div>
      {children}
    </>
  )
}

interface Props {
  message: DrawnMessage
  /** More names for the style sheets. */
  class: string
  /** The room's name. */
  room: string
}

/** A message by itself, outside of its room. */
export function Message({ message, class: kind, room }: Props) {
  return (
    <article class={`message heads ${kind}`}>
      <MessageContent message={message} room={room} />
    </article>
  )
}
