import { useWords } from '../i18n/text.ts'

interface Props {
  more: boolean
  busy: boolean
  onLoad: () => void
}

/** Older messages come by themselves on scrolling up; the button is for those who do not scroll. */
export function LogTop({ more, busy, onLoad }: Props) {
  const { text } = useWords()
  if (!more) return null
  return (
    <button type="button" class="log-top" aria-disabled={busy} onClick={onLoad}>
      {text(busy ? 'loading' : 'earlier')}
    </button>
  )
}
