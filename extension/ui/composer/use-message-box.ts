import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { TEXT_MAX } from '../../../protocol/limits.ts'
import { DRAFT_MAX } from '../../bridge/requests.ts'
import type { Failure } from '../../../protocol/result.ts'
import type { Ask } from '../store/page-store.ts'
import { growBox } from './grow-box.ts'
import { isLineBreak, keyMeaning } from './enter-key.ts'

/** Others see it for longer than this, so that it does not flicker. */
const TYPING_EVERY_MS = 3000

interface Box {
  ask: Ask
  room: string
  /** What was half typed before; later changes of it are not taken. */
  draft: string
  /** Nothing can be sent now. */
  blocked: boolean
}

/**
 * The textarea keeps its own text: to write into it while an input method composes would break the syllable, so it is
 * written only on sending and when a send was refused at once.
 */
export function useMessageBox({ ask, room, draft, blocked }: Box) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const [length, setLength] = useState(draft.length)
  const [problem, setProblem] = useState<Failure>()
  /** A plain Enter went to the input method; if a line break follows, it was meant for us. */
  const enterUndecided = useRef(false)
  const composing = useRef(false)
  /** Sent with a syllable still open: an input method may write it once more, into the emptied box. */
  const mayEcho = useRef(false)
  /** When others were told last, ms. */
  const toldTyping = useRef(0)

  const write = (text: string) => {
    if (ref.current === null) return
    ref.current.value = text
    growBox(ref.current)
    setLength(text.length)
  }
  const keepDraft = (text: string) => void ask('draft', { room, text: text.slice(0, DRAFT_MAX) })

  const tellTyping = () => {
    if (Date.now() - toldTyping.current < TYPING_EVERY_MS) return
    toldTyping.current = Date.now()
    void ask('typing', { room })
  }

  const putBack = (text: string, failure: Failure) => {
    const typedSince = ref.current?.value ?? ''
    const whole = typedSince === '' ? text : `${text}\n${typedSince}`
    write(whole)
    keepDraft(whole)
    setProblem(failure)
  }
  /** Takes the text and empties the box in one go, so that a second Enter finds nothing to send. */
  const send = () => {
    const text = ref.current?.value ?? ''
    if (blocked || text.trim() === '' || text.length > TEXT_MAX) return
    mayEcho.current = composing.current
    write('')
    setProblem(undefined)
    void ask('send', { room, id: crypto.randomUUID(), text }).then((result) => {
      if (!result.ok) putBack(text, result.error)
    })
  }

  useLayoutEffect(() => {
    write(draft)
  }, [room])
  useEffect(() => ref.current?.focus(), [room])

  const onKeyDown = (event: KeyboardEvent) => {
    mayEcho.current = false
    const meaning = keyMeaning(event)
    enterUndecided.current = meaning === 'undecided'
    if (meaning !== 'send') return
    event.preventDefault()
    send()
  }
  const onBeforeInput = (event: InputEvent) => {
    if (!enterUndecided.current || !isLineBreak(event)) return
    enterUndecided.current = false
    event.preventDefault()
    send()
  }
  const onInput = () => {
    if (ref.current === null) return
    if (mayEcho.current) return write('')
    const text = ref.current.value
    growBox(ref.current)
    setLength(text.length)
    setProblem(undefined)
    keepDraft(text)
    if (text.trim() !== '') tellTyping()
  }
  const onCompositionStart = () => {
    composing.current = true
    mayEcho.current = false
  }
  const onCompositionEnd = () => {
    composing.current = false
    if (mayEcho.current) write('')
  }
  const handlers = { onKeyDown, onBeforeInput, onInput, onCompositionStart, onCompositionEnd }
  return { ref, length, problem, send, handlers }
}
