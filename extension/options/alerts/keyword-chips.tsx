import { Icon } from '../../ui/components/icon.tsx'
import { useWords } from '../../ui/i18n/text.ts'

interface Props {
  keywords: string[]
  onRemove: (keyword: string) => void
}

export function KeywordChips({ keywords, onRemove }: Props) {
  const { text } = useWords()
  return (
    <ul aria-label={text('keywords')}>
      {keywords.map((keyword) => (
        <li key={keyword} class="chip">
          <bdi>{keyword}</bdi>
          <button
            type="button"
            aria-label={text('removeNamed', keyword)}
            title={text('removeNamed', keyword)}
            onClick={() => onRemove(keyword)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}
