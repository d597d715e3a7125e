import type { RoomId, Seq } from '../../../protocol/entry.ts'
import { useId, useState } from 'preact/hooks'
import type { RefObject, TargetedKeyboardEvent } from 'preact'
import type { Signal } from '@preact/signals'
import { DRAFT_MAX } from '../../shared/requests.ts'
import { CompletionList } from '../complete/completion-list.tsx'
import { useCompletion, type Names } from '../complete/use-completion.ts'
import { Icon } from '../components/icon.tsx'
import type { Ask } from '../store/page-store.ts'
import { failureText } from '../i18n/failure-text.ts'
import { useWords } from '../i18n/text.ts'
import { newMessage, type ComposeMode } from './compose-mode.ts'
import { ComposeStrip } from './compose-strip.tsx'
import { lengthNote } from './length-note.ts'
import { useMessageBox } from './use-message-box.ts'
import { usePicturesSoon } from './use-pictures-soon.ts'
import './composer.css'

interface Props {
  ask: Ask
  room: RoomId
  /** The room's name. */
  name: string
  draft: string
  /** Why nothing can be sent now, as a sentence. */
  blocked?: string | undefined
  mode: Signal<ComposeMode>
  /** What `@` and `#` complete. */
  names: Names
  /** ↑ in an empty box: edits the person's last message, if there is one. */
  onEditLast: () => void
  /** Deletes the message that is edited. */
  onDelete: (about: Seq) => void
}

/** Escape ends a reply or an edit; ↑ in an empty box edits the person's last message. */
function useModeKeys(mode: Signal<ComposeMode>, onEnd: () => void, onEditLast: () => void) {
  return (event: TargetedKeyboardEvent<HTMLElement>) => {
    const { key, target, isComposing, altKey, ctrlKey, metaKey, shiftKey } = event
    if (isComposing || altKey || ctrlKey || metaKey || shiftKey) return
    const isNew = mode.peek().kind === 'new'
    const isEmpty = target instanceof HTMLTextAreaElement && target.value === ''
    if (key === 'Escape' && !isNew) {
      event.preventDefault()
      // Or else it would close the popup itself.
      event.stopPropagation()
      onEnd()
    } else if (key === 'ArrowUp' && isNew && isEmpty) {
      event.preventDefault()
      onEditLast()
    }
  }
}

/** Mounted anew for each room. */
export function Composer({ ask, room, name, draft, blocked, mode, names, onEditLast, onDelete }: Props) {
  const words = useWords()
  const { text } = words
  const hintId = useId()
  const stripId = useId()
  /** The mode in which the person emptied the text. */
  const [emptied, setEmptied] = useState<ComposeMode>()
  const box = useMessageBox({
    ask,
    room,
    draft,
    blocked: blocked !== undefined,
    mode,
    onEmptied: () => setEmptied(mode.peek()),
  })
  const completion = useCompletion(box.ref, names)
  const { tooLong, count } = lengthNote(box.length.characters, words, box.length.most)
  const problem = blocked ?? tooLong ?? (box.problem && failureText(text, box.problem))
  const pictures = usePicturesSoon()
  const note = pictures.asked ? text('picturesSoon') : undefined
  const { value } = mode
  const end = () => {
    setEmptied(undefined)
    mode.value = newMessage
    box.ref.current?.focus()
  }

  const onKeyDown = useModeKeys(mode, end, onEditLast)
  return (
    <form
      class="composer"
      onKeyDown={onKeyDown}
      onInput={pictures.forget}
      onSubmit={(event) => {
        event.preventDefault()
        box.send()
      }}
    >
      {value.kind !== 'new' && (
        <ComposeStrip
          id={stripId}
          mode={value}
          asksDelete={emptied === value}
          onEnd={end}
          onDelete={(about) => {
            end()
            onDelete(about)
          }}
        />
      )}
      {completion.options.length > 0 && <CompletionList {...completion} />}
      <div class="composer-box">
        <MessageArea
          area={box.ref}
          name={name}
          describedBy={value.kind === 'new' ? hintId : `${stripId} ${hintId}`}
          invalid={tooLong !== undefined}
          completion={completion}
        />
        <SendButton saves={value.kind === 'edit'} disabled={tooLong !== undefined || blocked !== undefined} />
      </div>
      <ComposerHint id={hintId} problem={problem} note={note} count={count} tooLong={tooLong !== undefined} />
    </form>
  )
}

interface AreaProps {
  area: RefObject<HTMLTextAreaElement | null>
  /** The room's name. */
  name: string
  describedBy: string
  invalid: boolean
  completion: ReturnType<typeof useCompletion>
}

function MessageArea({ area, name, describedBy, invalid, completion }: AreaProps) {
  const { text } = useWords()
  const { id, options, active } = completion
  const offers = options.length > 0
  return (
    <textarea
      ref={area}
      rows={1}
      dir="auto"
      aria-label={text('message')}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      aria-autocomplete="list"
      aria-controls={offers ? id : undefined}
      aria-activedescendant={offers ? `${id}-${active}` : undefined}
      placeholder={text('messagePlaceholder', name)}
      maxLength={DRAFT_MAX}
      enterkeyhint="send"
      autocomplete="off"
    />
  )
}

/** `saves`: the text is an edit. */
function SendButton({ saves, disabled }: { saves: boolean; disabled: boolean }) {
  const { text } = useWords()
  const label = text(saves ? 'save' : 'send')
  return (
    <button type="submit" class="send" aria-label={label} title={label} disabled={disabled}>
      <Icon name={saves ? 'check' : 'send'} />
    </button>
  )
}

interface HintProps {
  id: string
  problem: string | undefined
  /** What is no problem of the text. */
  note: string | undefined
  count: string | undefined
  tooLong: boolean
}

/** What is wrong or not possible, and how long the text is. */
function ComposerHint({ id, problem, note, count, tooLong }: HintProps) {
  return (
    <div class="composer-hint">
      <span id={id} role="status" class={problem === undefined ? 'quiet' : 'problem'}>
        {problem ?? note}
      </span>
      {count !== undefined && <span class={tooLong ? 'count problem' : 'count'}>{count}</span>}
    </div>
  )
}
