import { Icon } from '../components/icon.tsx'
import { PersonPicture } from '../components/person-picture.tsx'
import { useWords } from '../i18n/text.ts'
import { DeletedMessage, MessageContent } from './message.tsx'
import { MessageActions } from './message-actions.tsx'
import type { MessageTraits, RowProps } from './message-row.tsx'
import { Quote } from './quote.tsx'
import { ReactionChips } from './reactions.tsx'
import { textOf } from './text-of.ts'
import { UndoDelete } from './undo-delete.tsx'

interface Props extends RowProps {
  traits: MessageTraits
}

/** All of a line's message but what depends on where the person points. Drawn anew only when the message changes. */
export function MessageBody(props: Props) {
  const { line, acts } = props
  const { entry, heads, deleted, deletion } = line
  const head = { author: entry.author.name, at: entry.at, headless: !heads }
  return (
    <>
      {heads && <PersonPicture person={entry.author} />}
      <div class="message-main">
        {deleted ? (
          <DeletedMessage {...head}>
            {deletion !== undefined && <UndoDelete key={deletion.id} {...deletion} acts={acts} />}
          </DeletedMessage>
        ) : (
          <WrittenMessage {...props} />
        )}
      </div>
    </>
  )
}

function WrittenMessage({ line, traits, me, room, ask, writable, focus, acts }: Props) {
  const { text } = useWords()
  const { key, entry, state, heads, waits, quote, replies, pending } = line
  const { title, priority, actions, mentions } = traits
  const { claimedBy } = state
  const { author, at, seq } = entry
  const drawn = { author: author.name, at, title, priority, text: textOf(entry) }
  const claimable = priority === 5 && claimedBy === undefined
  const edited = state.edit !== undefined && (
    <button
      type="button"
      class="edited"
      title={text('history')}
      aria-haspopup="dialog"
      onClick={(event) => {
        focus.menu.value = { key, kind: 'history', by: event.currentTarget }
      }}
    >
      {text('edited')}
    </button>
  )
  return (
    <MessageContent
      message={drawn}
      headless={!heads}
      mentions={mentions}
      pending={pending.includes('edit')}
      aside={heads && edited}
      before={quote && <Quote quote={quote} from={key} acts={acts} />}
    >
      {!heads && edited}
      {state.pinnedBy !== undefined && (
        <p class="message-sign">
          <Icon name="pin" /> {text('pinnedBy', state.pinnedBy.name)}
        </p>
      )}
      {(actions.length > 0 || claimable) && !waits && (
        <MessageActions ask={ask} room={room} seq={seq} actions={actions} claimable={claimable} />
      )}
      {claimedBy !== undefined && (
        <p class="message-sign">
          <Icon name="check" /> <bdi>{claimedBy.name}</bdi> {text('hasIt')}
        </p>
      )}
      <ReactionChips line={line} me={me.id} writable={writable} focus={focus} acts={acts} />
      {replies > 0 && (
        <button type="button" class="replies" onClick={() => acts.showReplies(seq)}>
          {replies === 1 ? text('replyOne') : text('replyCount', replies)}
        </button>
      )}
      {waits && (
        <span class="message-clock" title={text('waiting')}>
          <Icon name="clock" />
          <span class="unseen">{text('waiting')}</span>
        </span>
      )}
    </MessageContent>
  )
}
