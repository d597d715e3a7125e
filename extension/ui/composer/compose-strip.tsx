import type { Seq } from '../../../protocol/entry.ts'
import { useEffect, useRef } from 'preact/hooks'
import { parseMessage } from '../../shared/format/parse-message.ts'
import { plainText } from '../../shared/format/plain-text.ts'
import { personColour } from '../../shared/person-colour.ts'
import { Icon } from '../components/icon.tsx'
import { IconButton } from '../components/icon-button.tsx'
import { useWords } from '../i18n/text.ts'
import type { ComposeMode } from './compose-mode.ts'
import './compose-strip.css'

interface Props {
  id: string
  mode: ComposeMode & { kind: 'reply' | 'edit' }
  /** Asks whether the message that was emptied is to be deleted. */
  asksDelete: boolean
  onEnd: () => void
  onDelete: (about: Seq) => void
}

/** Above the composer: what its text will be, with the way out. */
export function ComposeStrip({ id, mode, asksDelete, onEnd, onDelete }: Props) {
  const { text } = useWords()
  if (asksDelete) return <DeleteQuestion onNo={onEnd} onYes={() => onDelete(mode.about)} />
  return (
    <div
      class="compose-strip"
      style={mode.kind === 'reply' ? { borderInlineStartColor: personColour(mode.to.author.id) } : undefined}
    >
      <div class="strip-words" id={id}>
        <p class="strip-title">
          <Icon name={mode.kind === 'reply' ? 'reply' : 'edit'} />
          <span>{mode.kind === 'reply' ? text('replyingTo', mode.to.author.name) : text('editing')}</span>
        </p>
        {mode.kind === 'reply' && (
          <p class="quote-text" dir="auto">
            {mode.to.text === undefined ? text('messageDeleted') : plainText(parseMessage(mode.to.text))}
          </p>
        )}
      </div>
      <IconButton icon="close" label={text(mode.kind === 'reply' ? 'endReply' : 'endEdit')} onClick={onEnd} />
    </div>
  )
}

function DeleteQuestion({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const { text } = useWords()
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  return (
    <div class="compose-strip" role="group" aria-label={text('deleteAsk')}>
      <p class="strip-title">{text('deleteAsk')}</p>
      <div class="buttons">
        <button type="button" class="button small danger" ref={yes} onClick={onYes}>
          {text('delete')}
        </button>
        <button type="button" class="button small" onClick={onNo}>
          {text('keep')}
        </button>
      </div>
    </div>
  )
}
