import type { Seq } from '../../../protocol/entry.ts'
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { parseMessage } from '../../shared/format/parse-message.ts'
import { plainText } from '../../shared/format/plain-text.ts'
import type { PinnedMessage } from '../../shared/requests.ts'
import { IconButton } from '../components/icon-button.tsx'
import { PersonPicture } from '../components/person-picture.tsx'
import { Popover } from '../components/popover.tsx'
import { formatMoment } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'

interface Props {
  pinned: readonly PinnedMessage[]
  /** What is older than this opens here. */
  first: Seq
  onJump: (seq: Seq) => void
  onUnpin: ((seq: Seq) => void) | undefined
  button: RefObject<HTMLElement | null>
  onClose: () => void
  onLeave: () => void
}

/** What is pinned, in a small window at its button. */
export function PinsList({ pinned, first, onJump, onUnpin, ...popover }: Props) {
  const { text, language } = useWords()
  const [whole, setWhole] = useState<Seq>()
  return (
    <Popover title={text('pinned')} {...popover}>
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
    </Popover>
  )
}
