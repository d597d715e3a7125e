import type { Seq } from '../../../protocol/entry.ts'
import { useRef, useState } from 'preact/hooks'
import type { PinnedMessage } from '../../shared/requests.ts'
import { Icon } from '../components/icon.tsx'
import { lazily } from '../components/lazily.tsx'
import { useWords } from '../i18n/text.ts'
import './pins.css'

const PinsList = lazily(async () => (await import('./pins-list.tsx')).PinsList)

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
        <PinsList
          {...{ pinned, first, button }}
          onJump={jump}
          onUnpin={writable ? onUnpin : undefined}
          onClose={close}
          onLeave={() => setOpen(false)}
        />
      )}
    </>
  )
}
