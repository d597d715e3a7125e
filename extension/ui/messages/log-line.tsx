import { useMemo } from 'preact/hooks'
import type { PersonId, RoomId } from '../../../protocol/entry.ts'
import { mentionsPerson, type Mentionable } from '../../shared/mentions/mentions-person.ts'
import { parseExtras } from '../../../protocol/message.ts'
import { Icon } from '../components/icon.tsx'
import type { Ask } from '../store/page-store.ts'
import { formatDay } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import type { LogLine as Line } from './log-lines.ts'
import { DeletedMessage, Message } from './message.tsx'
import { MessageActions } from './message-actions.tsx'

/** Whoever reads the log. The same object for as long as nothing of it changes: each message is searched for mentions once. */
export interface Reader extends Mentionable {
  id: PersonId
}

interface Props {
  line: Line
  me: Reader
  room: RoomId
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
    case 'deleted':
      return <DeletedMessage author={line.author.name} at={line.at} headless={!line.heads} />
    case 'message':
      return <LoggedMessage line={line} me={me} room={room} ask={ask} />
  }
}

interface LoggedProps {
  line: Line & { type: 'message' }
  me: Reader
  room: RoomId
  ask: Ask
}

/** A message in its room, with what the reader can do with it. */
function LoggedMessage({ line: { entry, state, heads }, me, room, ask }: LoggedProps) {
  const { text } = useWords()
  return useMemo(() => {
    const { title, priority, actions } = parseExtras(entry)
    const { claimedBy } = state
    const { author, at, seq } = entry
    const drawn = { author: author.name, at, title, priority, text: entry.body.text }
    const own = author.id === me.id
    const mentions = !own && mentionsPerson(drawn, me)
    const claimable = priority === 5 && claimedBy === undefined
    const kinds = [
      ...(heads ? ['heads'] : []),
      ...(own ? ['own'] : []),
      ...(priority >= 4 ? ['pressing'] : []),
      ...(mentions ? ['mentions'] : []),
    ]
    return (
      <Message message={drawn} class={kinds.join(' ')} headless={!heads} mentions={mentions}>
        {(actions.length > 0 || claimable) && (
          <MessageActions ask={ask} room={room} seq={seq} actions={actions} claimable={claimable} />
        )}
        {claimedBy !== undefined && (
          <p class="message-claim">
            <Icon name="check" /> <bdi>{claimedBy.name}</bdi> {text('hasIt')}
          </p>
        )}
      </Message>
    )
  }, [entry, state, heads, me, room, ask, text])
}
