import { useMemo } from 'preact/hooks'
import type { MessageEntry } from '../../../protocol/entry.ts'
import { formatDay, formatTime } from '../words/times.ts'
import { useWords } from '../words/text.ts'
import type { LogLine as Line } from './log-lines.ts'
import { MessageText } from './message-text.tsx'
import './lines.css'

const dateTime = (at: number) => new Date(at).toISOString()

export function LogLine({ line, me }: { line: Line; me: string }) {
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
      return <Message entry={line.entry} heads={line.heads} own={line.entry.author.id === me} />
  }
}

function Message({ entry, heads, own }: { entry: MessageEntry; heads: boolean; own: boolean }) {
  const { language } = useWords()
  return useMemo(
    () => (
      <article class={`message ${heads ? 'heads' : ''} ${own ? 'own' : ''}`}>
        <header class={heads ? 'message-head' : 'message-head unseen'}>
          <bdi class="message-author" title={entry.author.name}>
            {entry.author.name}
          </bdi>{' '}
          <time dateTime={dateTime(entry.at)}>{formatTime(entry.at, language)}</time>
        </header>
        <MessageText text={entry.body.text} />
      </article>
    ),
    [entry, heads, own, language],
  )
}
