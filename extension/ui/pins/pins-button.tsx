import type { Seq } from '../../../protocol/entry.ts'
import { useRef, useState } from 'preact/hooks'
import { parseMessage } from '../../shared/format/parse-message.ts'
import { plainText } from '../../shared/format/plain-text.ts'
import type { PinnedMessage } from '../../shared/requests.ts'
import { Icon } from '../components/icon.tsx'
import { IconButton } from '../components/icon-button.tsx'
import { PersonPicture } from '../components/person-picture.tsx'
import { Popover } from '../components/popover.tsx'
import { formatMoment } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import './pins.css'

interface Props {
  pinned: readonly PinnedMessage[]
  /** False: nothing can be written in the room, so nothing unpinned. */
  writable: boolean
  /** What is older than this is not in the log that is shown: its text opens in the list. */
  first: Seq
  onJump: (seq: Seq) => void
  onUnpin: (seq: Seq) => void
}

/** In the room's header, when there are any; it opens their list. */
export function PinsButton({ pinned, writable, first, onJump, onUnpin }: Props) {
  const { text } = useWords()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (pinned.length === 0) return null
  const label = text('pinnedCount', pinned.length)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const jump = (seq: Seq) => {
    setOpen(false)
    onJump(seq)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="pins-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        <Icon name="pin" /> {pinned.length}
      </button>
      {open && (
        <Popover title={text('pinned')} button={button} onClose={close} onLeave={() => setOpen(false)}>
          <PinsList pinned={pinned} first={first} onJump={jump} onUnpin={writable ? onUnpin : undefined} />
        </Popover>
      )}
    </>
  )
}

interface ListProps {
  pinned: readonly PinnedMessage[]
  first: Seq
  onJump: (seq: Seq) => void
  onUnpin: ((seq: Seq) => void) | undefined
}

function PinsList({ pinned, first, onJump, onUnpin }: ListProps) {
  const { text, language } = useWords()
  const [whole, setWhole] = useState<Seq>()
  return (
    <ul class="pins">
      {pinned.map(({ seq, author, title, text: said, at }) => (
        <li key={seq} class="pin">
          <button
            type="button"
            class={whole === seq ? 'pin-message whole' : 'pin-message'}
            aria-expanded={seq < first ? whole === seq : undefined}
            onClick={() => {
              if (seq >= first) onJump(seq)
              else setWhole(whole === seq ? undefined : seq)
            }}
          >
            <PersonPicture person={author} />
            <span class="pin-head">
              <bdi>{author.name}</bdi>{' '}
              <time dateTime={new Date(at).toISOString()}>{formatMoment(at, language)}</time>
            </span>
            <span class="pin-text" dir="auto">
              {title ?? plainText(parseMessage(said))}
            </span>
          </button>
          {onUnpin && <IconButton icon="close" label={text('unpin')} onClick={() => onUnpin(seq)} />}
        </li>
      ))}
    </ul>
  )
}
