import { useMemo } from 'preact/hooks'
import { callsPerson, type Callable } from '../../shared/mentions/mentions-person.ts'
import { parseExtras } from '../../../protocol/message.ts'
import { Icon } from '../components/icon.tsx'
import type { Ask } from '../store/page-store.ts'
import { formatDay, formatTime } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import type { LogLine as Line } from './log-lines.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageText } from './message-text.tsx'
import { PriorityMark } from './priority-mark.tsx'
import './messages.css'

const dateTime = (at: number) => new Date(at).toISOString()

/** Whoever reads the log. The same object for as long as nothing of it changes: each message is looked through once. */
export interface Reader extends Callable {
  id: string
}

interface Props {
  line: Line
  me: Reader
  room: string
  ask: Ask
}

export function LogLine({ line, me, room, ask }: Props) {
  const { text, language } = useWords()
  switch (line.type) {
    case 'day':
      return (
        <div class="log-day">
          <span>{formatDay(line.at, language)}</span>
        </div>
      )
    case 'new':
      return (
        <div class="log-new">
          <span>{text('newLine')}</span>
        </div>
      )
    case 'join':
    case 'leave':
      return (
        <p class="log-note">
          <bdi>{line.name}</bdi> {text(line.type === 'join' ? 'joinedNote' : 'leftNote')}
        </p>
      )
    case 'message':
      return <Message line={line} me={me} room={room} ask={ask} />
  }
}

interface MessageProps {
  line: Line & { type: 'message' }
  me: Reader
  room: string
  ask: Ask
}

function Message({ line: { entry, state, heads }, me, room, ask }: MessageProps) {
  const { text, language } = useWords()
  return useMemo(() => {
    const { title, priority, actions } = parseExtras(entry)
    const { claimedBy } = state
    const own = entry.author.id === me.id
    const calls = !own && callsPerson({ title, text: entry.body.text }, me)
    const claimable = priority === 5 && claimedBy === undefined
    const kinds = [
      'message',
      ...(heads ? ['heads'] : []),
      ...(own ? ['own'] : []),
      ...(priority >= 4 ? ['pressing'] : []),
      ...(calls ? ['calls'] : []),
    ]
    return (
      <article class={kinds.join(' ')}>
        <header class={heads ? 'message-head' : 'message-head unseen'}>
          <bdi class="message-author" title={entry.author.name}>
            {entry.author.name}
          </bdi>{' '}
          <time dateTime={dateTime(entry.at)}>{formatTime(entry.at, language)}</time>
        </header>
        {calls && <span class="unseen">{text('callsYou')}</span>}
        {priority >= 4 && <PriorityMark urgent={priority === 5} />}
        {title !== undefined && (
          <p class="message-title" dir="auto">
            {title}
          </p>
        )}
        <MessageText text={entry.body.text} />
        {(actions.length > 0 || claimable) && (
          <MessageActions ask={ask} room={room} seq={entry.seq} actions={actions} claimable={claimable} />
        )}
        {claimedBy !== undefined && (
          <p class="message-claim">
            <Icon name="check" /> <bdi>{claimedBy.name}</bdi> {text('hasIt')}
          </p>
        )}
      </article>
    )
  }, [entry, state, heads, me, room, ask, text, language])
}
