import { useRef } from 'preact/hooks'
import type { Action } from '../../../protocol/action.ts'
import type { RoomId, Seq } from '../../../protocol/entry.ts'
import { actionTarget, isShownWhole } from '../../shared/action-target.ts'
import { failureText } from '../i18n/failure-text.ts'
import { useWords, type Words } from '../i18n/text.ts'
import { useAction, type ActionState } from './use-action.ts'
import { lazily } from '../components/lazily.tsx'
import type { Ask } from '../store/page-store.ts'
import './shown-text.css'

const AskFirst = lazily(async () => (await import('./ask-first.tsx')).AskFirst)

interface Props {
  ask: Ask
  room: RoomId
  seq: Seq
  actions: Action[]
  /** Nobody has it yet, and somebody should. */
  claimable: boolean
}

const indexes = [0, 1, 2] as const

/** From here on an answer says that the request was not carried out. */
const HTTP_ERROR = 400

function resultWords(text: Words['text'], state: ActionState): { words: string; bad: boolean } | undefined {
  switch (state.step) {
    case 'idle':
    case 'ask':
      return undefined
    case 'busy':
      return { words: text('actionBusy'), bad: false }
    case 'copied':
      return { words: text('copied'), bad: false }
    case 'copy-refused':
      return { words: text('actionCopyRefused'), bad: true }
    case 'done':
      return { words: text('actionDone'), bad: false }
    case 'answered': {
      const bad = state.status >= HTTP_ERROR
      return { words: text(bad ? 'actionRefused' : 'actionAnswered', state.host, state.status), bad }
    }
    case 'failed':
      return { words: failureText(text, state.failure), bad: true }
  }
}

/** A message's own buttons, and "I have it". Their result shows below. */
export function MessageActions({ ask, room, seq, actions, claimable }: Props) {
  const { text } = useWords()
  const { state, press, confirm, claim, cancel } = useAction(ask, room, seq)
  const buttons = useRef<HTMLDivElement>(null)
  const result = resultWords(text, state)
  const busy = state.step === 'busy'

  const back = (then: () => void) => () => {
    const index = state.step === 'ask' ? state.index : 0
    then()
    buttons.current?.querySelectorAll('button').item(index).focus()
  }
  return (
    <>
      <div class="message-actions" ref={buttons}>
        {indexes.map((index) => {
          const action = actions[index]
          if (action === undefined) return null
          const leads = action.type === 'copy' ? undefined : actionTarget(action).whole
          return (
            <button
              key={index}
              type="button"
              class="button small"
              title={leads}
              aria-disabled={busy}
              onClick={() => press(index, action)}
            >
              <bdi>{action.label}</bdi>
              {action.type === 'copy' && isShownWhole(action.value) && (
                <>
                  {' '}
                  <bdi class="button-value" dir="ltr">
                    {action.value}
                  </bdi>
                </>
              )}
            </button>
          )
        })}
        {claimable && (
          <button type="button" class="button small primary" aria-disabled={busy} onClick={claim}>
            {text('iHaveIt')}
          </button>
        )}
      </div>
      {state.step === 'ask' && <AskFirst action={state.action} onYes={back(confirm)} onNo={back(cancel)} />}
      <p role="status" class={result?.bad === true ? 'action-result problem' : 'action-result quiet'}>
        {result?.words}
      </p>
    </>
  )
}
