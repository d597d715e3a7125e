import type { RefObject } from 'preact'
import { Popover } from '../components/popover.tsx'
import { formatMoment } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import type { Version } from './message-acts.ts'
import './edit-history.css'

interface Props {
  /** The newest first. */
  versions: Version[]
  button: RefObject<HTMLElement | null>
  onClose: () => void
  onLeave: () => void
}

/** What a message said before, and when. */
export function EditHistory({ versions, ...popover }: Props) {
  const { text, language } = useWords()
  return (
    <Popover title={text('history')} {...popover}>
      <ol class="versions">
        {versions.map(({ text: said, at }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()}>{formatMoment(at, language)}</time>
            <p dir="auto">{said}</p>
          </li>
        ))}
      </ol>
    </Popover>
  )
}
