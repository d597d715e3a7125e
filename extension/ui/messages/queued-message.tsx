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

/** A message of ours that the log does not hold yet: waiting, or refused and waiting for the person. */
export function QueuedMessage({ queued, onRetry, onDelete }: Props) {
  const { text } = useWords()
  if (queued.refused === undefined) {
    return (
      <article class="message heads own queued">
        <header class="message-head">
          <span class="message-state">
            <Icon name="clock" /> {text('waiting')}
          </span>
        </header>
        <MessageText text={queued.text} />
      </article>
    )
  }
  return (
    <article class="message heads own refused">
      <header class="message-head">
        <span class="message-state">
          <Icon name="warning" /> {text('notSent')}
        </span>
      </header>
      <MessageText text={queued.text} />
      <p class="refusal">{failureText(text, queued.refused)}</p>
      <div class="buttons">
        <button type="button" class="button small" onClick={onRetry}>
          {text('retry')}
        </button>
        <button type="button" class="button small" onClick={onDelete}>
          {text('delete')}
        </button>
      </div>
    </article>
  )
}
