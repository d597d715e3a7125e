import { useId } from 'preact/hooks'
import { TEXT_MAX } from '../../../protocol/limits.ts'
import { DRAFT_MAX } from '../../bridge/requests.ts'
import { Icon } from '../parts/icon.tsx'
import type { Ask } from '../store/page-store.ts'
import { failureText } from '../words/failure-text.ts'
import { useWords } from '../words/text.ts'
import { useMessageBox } from './use-message-box.ts'
import './composer.css'

/** From here on the composer counts what is left. */
const COUNT_FROM = TEXT_MAX - 200

interface Props {
  ask: Ask
  room: string
  /** The room's name. */
  name: string
  draft: string
  /** Why nothing can be sent now, as a sentence. */
  blocked?: string | undefined
}

/** Mounted anew for each room. */
export function Composer({ ask, room, name, draft, blocked }: Props) {
  const { text, language } = useWords()
  const hintId = useId()
  const box = useMessageBox({ ask, room, draft, blocked: blocked !== undefined })
  const count = (n: number) => n.toLocaleString(language)
  const over = box.length - TEXT_MAX
  const problem = over > 0 ? text('tooLong', count(over)) : box.problem && failureText(text, box.problem)
  const hint = blocked ?? problem
  const counts = box.length >= COUNT_FROM
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
          aria-invalid={over > 0}
          placeholder={text('messagePlaceholder', name)}
          maxLength={DRAFT_MAX}
          enterkeyhint="send"
          autocomplete="off"
          {...box.handlers}
        />
        <button
          type="submit"
          class="send"
          aria-label={text('send')}
          title={text('send')}
          disabled={over > 0 || blocked !== undefined}
        >
          <Icon name="send" />
        </button>
      </div>
      <div class="composer-hint">
        <span id={hintId} role="status" class={hint === undefined ? '' : 'problem'}>
          {hint}
        </span>
        {counts && (
          <span class={over > 0 ? 'count problem' : 'count'}>
            {count(box.length)} / {count(TEXT_MAX)}
          </span>
        )}
      </div>
    </form>
  )
}
