import { useId } from 'preact/hooks'
import type { RoomId } from '../../../protocol/entry.ts'
import { DRAFT_MAX } from '../../shared/requests.ts'
import { Icon } from '../components/icon.tsx'
import type { Ask } from '../store/page-store.ts'
import { failureText } from '../i18n/failure-text.ts'
import { useWords } from '../i18n/text.ts'
import { lengthNote } from './length-note.ts'
import { useMessageBox } from './use-message-box.ts'
import './composer.css'

interface Props {
  ask: Ask
  room: RoomId
  /** The room's name. */
  name: string
  draft: string
  /** Why nothing can be sent now, as a sentence. */
  blocked?: string | undefined
}

/** Mounted anew for each room. */
export function Composer({ ask, room, name, draft, blocked }: Props) {
  const words = useWords()
  const { text } = words
  const hintId = useId()
  const box = useMessageBox({ ask, room, draft, blocked: blocked !== undefined })
  const { tooLong, count } = lengthNote(box.length, words)
  const hint = blocked ?? tooLong ?? (box.problem && failureText(text, box.problem))
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        box.send()
      }}
    >
      <div class="composer-box">
        <textarea
          ref={box.ref}
          rows={1}
          dir="auto"
          aria-label={text('message')}
          aria-describedby={hintId}
          aria-invalid={tooLong !== undefined}
          placeholder={text('messagePlaceholder', name)}
          maxLength={DRAFT_MAX}
          enterkeyhint="send"
          autocomplete="off"
        />
        <button
          type="submit"
          class="send"
          aria-label={text('send')}
          title={text('send')}
          disabled={tooLong !== undefined || blocked !== undefined}
        >
          <Icon name="send" />
        </button>
      </div>
      <div class="composer-hint">
        <span id={hintId} role="status" class={hint === undefined ? '' : 'problem'}>
          {hint}
        </span>
        {count !== undefined && (
          <span class={tooLong === undefined ? 'count' : 'count problem'}>{count}</span>
        )}
      </div>
    </form>
  )
}
