import { isTemporary } from '../../../protocol/error-code.ts'
import type { Queued } from '../../shared/view.ts'
import { queuedText } from '../../shared/pending-entries.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { Icon } from '../components/icon.tsx'
import { failureText } from '../i18n/failure-text.ts'
import { useWords } from '../i18n/text.ts'
import { MessageText } from './message-text.tsx'
import type { MessageActs } from './message-acts.ts'
import './refused-line.css'

const refusedWords: Record<Queued['kind'], MessageKey> = {
  message: 'notSent',
  edit: 'notEdited',
  delete: 'notDeleted',
  reaction: 'notReacted',
  pin: 'notPinned',
  claim: 'notSent',
}

/** The same again may have another end: who runs the server, or the room, may have changed what was in the way. */
const canHelp = ({ refused }: Queued): boolean =>
  refused !== undefined && (isTemporary(refused.code) || refused.code === 'forbidden')

interface Props {
  queued: Queued
  /** The reason is said elsewhere: below the next line of this kind, or at the composer. */
  said: boolean
  acts: MessageActs
}

/** Something of ours that the server did not take, until the person has done something about it. */
export function RefusedLine({ queued, said, acts }: Props) {
  const { text } = useWords()
  const { id, kind, refused } = queued
  const words = queuedText(queued)
  const emoji = queued.body['emoji']
  return (
    <article class="message heads refused" tabIndex={-1}>
      <p class="message-state">
        <Icon name="warning" /> {text(refusedWords[kind])}
        {typeof emoji === 'string' && ` ${emoji}`}
      </p>
      {words !== '' && <MessageText text={words} />}
      {refused !== undefined && !said && <p class="refusal">{failureText(text, refused)}</p>}
      <div class="buttons">
        {canHelp(queued) && (
          <button type="button" class="button small" onClick={() => acts.retry(id)}>
            {text('retry')}
          </button>
        )}
        {words !== '' && (
          <button type="button" class="button small" onClick={() => acts.copy(words)}>
            {text('copyText')}
          </button>
        )}
        <button type="button" class="button small" onClick={() => acts.takeOut(id)}>
          {text('dismiss')}
        </button>
      </div>
    </article>
  )
}
