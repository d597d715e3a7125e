import { Icon } from '../components/icon.tsx'
import { useWords } from '../i18n/text.ts'

/** Of priority 4, or 5 (`urgent`). Told by a word and a sign, not by the colour alone. */
export function PriorityMark({ urgent }: { urgent: boolean }) {
  const { text } = useWords()
  return (
    <p class={urgent ? 'priority urgent' : 'priority'}>
      <Icon name="urgent" /> {text(urgent ? 'priorityUrgent' : 'priorityHigh')}
    </p>
  )
}
