import { Icon } from '../components/icon.tsx'
import { useWords } from '../i18n/text.ts'

/** Says that the log shows one message and its replies alone, with the way back. */
export function RepliesLine({ onAll }: { onAll: () => void }) {
  const { text } = useWords()
  return (
    <p class="replies-line" role="status">
      <Icon name="reply" />
      <span>{text('repliesOnly')}</span>
      <button type="button" class="link-button" onClick={onAll}>
        {text('allMessages')}
      </button>
    </p>
  )
}
