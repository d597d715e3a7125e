import { useEffect, useRef, useState } from 'preact/hooks'
import type { ActionFailure } from '../shared/action-failure.ts'
import type { MessageView } from '../shared/requests.ts'
import type { Ask, PageStore } from '../ui/store/page-store.ts'
import { AddressLine } from '../ui/messages/address-line.tsx'
import { ShownText } from '../ui/messages/shown-text.tsx'
import { failureText } from '../ui/i18n/failure-text.ts'
import { useWords } from '../ui/i18n/text.ts'
import { ConfirmedMessage, HiddenMessage } from './confirmed-message.tsx'
import type { Asked } from './read-asked.ts'
import { useConfirmed } from './use-confirmed.ts'
import { whatHappens } from './what-happens.ts'

interface Props {
  overview: PageStore['overview']
  ask: Ask
  asked: Asked | undefined
  close(): void
  /** False: the browser refused. */
  copy(text: string): Promise<boolean>
}

/** Asks for what a toast could not be trusted with: a page may have covered it. Nothing covers this page. */
export function Confirm({ overview, ask, asked, close, copy }: Props) {
  const { text } = useWords()
  const [message, setMessage] = useState<MessageView>()
  const [problem, setProblem] = useState<ActionFailure>()

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  useEffect(() => {
    if (asked === undefined) return
    void ask('message', { room: asked.room, seq: asked.seq }).then((result) => {
      if (result.ok) setMessage(result.value)
      else setProblem(result.error)
    })
  }, [])

  if (asked === undefined) return <Notice words={text('confirmNothing')} close={close} />
  if (problem !== undefined) return <Notice words={failureText(text, problem)} close={close} />
  if (message !== undefined && message.logId !== asked.logId)
    return <Notice words={text('confirmOtherLog')} close={close} />
  // Not before it is known whether others look at the screen.
  const { value: browser } = overview
  if (message === undefined || browser === undefined) return <p class="notice late">{text('loading')}</p>
  return <Question {...{ ask, asked, message, close, copy }} hidden={browser.textHidden !== 'no'} />
}

function Notice({ words, close }: { words: string; close(): void }) {
  const { text } = useWords()
  return (
    <main class="confirm">
      <p role="alert">{words}</p>
      <button type="button" class="button" onClick={close}>
        {text('close')}
      </button>
    </main>
  )
}

/** A second click of a double one, or a key that is still held down, is not an answer to a window that just opened. */
const READ_MS = 500

interface QuestionProps extends Omit<Props, 'overview'> {
  asked: Asked
  message: MessageView
  /** Presentation mode: nothing of what people wrote but the button's own words. */
  hidden: boolean
}

function Question({ ask, asked, message, hidden, close, copy }: QuestionProps) {
  const { text } = useWords()
  const first = useRef<HTMLButtonElement>(null)
  const since = useRef(performance.now())
  const what = whatHappens(asked, { message, hidden }, text)
  const { state, confirm } = useConfirmed({ ask, asked, message, copy })
  useEffect(() => first.current?.focus(), [state.kind])

  if (what === undefined) return <Notice words={text('confirmNothing')} close={close} />
  const over = state.kind === 'done' || what.label === undefined
  return (
    <main class="confirm">
      <h1>{what.heading}</h1>
      {hidden ? <HiddenMessage message={message} /> : <ConfirmedMessage message={message} />}
      {what.detail !== '' && <p>{what.detail}</p>}
      {what.target && <AddressLine target={what.target} />}
      {what.warning !== undefined && <p class="confirm-warning">{what.warning}</p>}
      {what.shown && (
        <div class="confirm-shown">
          <p class="quiet">{what.shown.caption}</p>
          <ShownText text={what.shown.text} name={what.shown.caption} />
        </div>
      )}
      <p role="status" class={state.kind === 'failed' ? 'problem' : 'confirm-outcome'}>
        {state.kind === 'done' || state.kind === 'failed' ? state.words : ''}
      </p>
      <div class="buttons">
        {over ? (
          <button ref={first} type="button" class="button" onClick={close}>
            {text('close')}
          </button>
        ) : (
          <>
            <button
              ref={first}
              type="button"
              class="button primary"
              aria-disabled={state.kind === 'busy'}
              onClick={() => {
                if (performance.now() - since.current >= READ_MS) void confirm()
              }}
            >
              <bdi>{what.label}</bdi>
            </button>
            <button type="button" class="button" onClick={close}>
              {text('cancel')}
            </button>
          </>
        )}
      </div>
    </main>
  )
}
