import { queuedText } from '../../shared/pending-entries.ts'
import type { Queued } from '../../shared/view.ts'
import { Icon } from '../components/icon.tsx'
import { failureText } from '../i18n/failure-text.ts'
import { useWords } from '../i18n/text.ts'
import { MessageText } from './message-text.tsx'

interface Props {
  queued: Queued
  onRetry: () => void
  onDelete: () => void
}

/** A message of ours that the log does not hold yet: waiting, or refused (also an edit and the like) and waiting for the person. */
export function QueuedMessage({ queued, onRetry, onDelete }: Props) {
  const { text } = useWords()
  const { refused } = queued
  const waits = refused === undefined
  return (
    <article class={`message heads own ${waits ? 'queued' : 'refused'}`}>
      <header class="message-head">
        <span class="message-state">
          <Icon name={waits ? 'clock' : 'warning'} /> {text(waits ? 'waiting' : 'notSent')}
        </span>
      </header>
      <MessageText text={queuedText(queued)} />
      {refused !== undefined && (
        <>
          <p class="refusal">{failureText(text, refused)}</p>
          <div class="buttons">
            <button type="button" class="button small" onClick={onRetry}>
              {text('retry')}
            </button>
            <button type="button" class="button small" onClick={onDelete}>
              {text('delete')}
            </button>
          </div>
        </>
      )}
    </article>
  )
}
