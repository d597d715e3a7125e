import { useRef } from 'preact/hooks'
import { useWords } from '../i18n/text.ts'

interface Props {
  more: boolean
  busy: boolean
  onLoad: () => void
}

/**
 * Older messages come by themselves on scrolling up; the button is for those who do not scroll. Its place stays empty when the first
 * message has come: whoever is at the very top would see all lines move up by its height.
 */
export function LogTop({ more, busy, onLoad }: Props) {
  const { text } = useWords()
  const wasThere = useRef(false)
  wasThere.current ||= more
  if (!more) {
    return wasThere.current ? (
      <div class="log-top" aria-hidden="true">
        {'\u00a0'}
      </div>
    ) : null
  }
  return (
    <button type="button" class="log-top" aria-disabled={busy} onClick={onLoad}>
      {text(busy ? 'loading' : 'earlier')}
    </button>
  )
}
