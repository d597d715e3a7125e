import { Icon } from '../components/icon.tsx'
import { useWords } from '../i18n/text.ts'

/** After a jump, for as long as somebody may want to go back. */
export function JumpBack({ onBack }: { onBack: () => void }) {
  const { text } = useWords()
  return (
    <button type="button" class="jump back" onClick={onBack}>
      <Icon name="back" /> {text('jumpBack')}
    </button>
  )
}
