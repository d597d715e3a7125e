import { isLineBreak, keyMeaning } from './enter-key.ts'

export interface MessageBoxActs {
  /** Nothing can be sent now, or the text is too long. */
  blocked(): boolean
  /** A person sends `text`. It has words and is not too long. The box keeps it until `write`. */
  send(text: string): void
  /** A person would send, and there are no words. */
  emptied?(): void
  /** A person has changed the text. */
  typed(text: string): void
  /** There is another text, whoever changed it. Calls `again` once it can be measured more exactly. */
  measure(text: string, again: () => void): void
}

export interface MessageBox {
  /** Replaces the text. */
  write(text: string): void
  /** Sends the text if it can be sent. The send button calls it. */
  send(): void
}

/** Makes the box as high as its text, up to its `max-height`; where the style sheet can (`field-sizing`), that does it. */
function fitHeight(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight}px`
}

/**
 * The box in which a person writes a message. It knows no user-interface toolkit: the popup and a toast each draw it in
 * their own way.
 *
 * The listeners go with the textarea, which keeps its own text. To write into it while an input method composes would break the syllable, so it is
 * written only on opening, on sending and when a send was refused.
 */
export function createMessageBox(area: HTMLTextAreaElement, acts: MessageBoxActs): MessageBox {
  /** A plain Enter went to the input method. If a line break follows, the Enter was meant for us. */
  let enterUndecided = false
  let composing = false
  /** The text was sent with a syllable still open. The input method may write that syllable once more, into the box. */
  let mayEcho = false
  /** The text without such an echo. */
  let written = area.value

  const measure = (): void => {
    fitHeight(area)
    acts.measure(area.value, measure)
  }
  const write = (text: string): void => {
    written = text
    area.value = text
    measure()
  }
  const send = (): void => {
    const text = area.value
    if (acts.blocked()) return
    if (text.trim() === '') return acts.emptied?.()
    mayEcho = composing
    written = text
    acts.send(text)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.isTrusted) return
    mayEcho = false
    const meaning = keyMeaning(event)
    enterUndecided = meaning === 'undecided'
    if (meaning !== 'send') return
    event.preventDefault()
    send()
  }
  const onBeforeInput = (event: InputEvent): void => {
    if (!enterUndecided || !isLineBreak(event) || !event.isTrusted) return
    enterUndecided = false
    event.preventDefault()
    send()
  }
  const onInput = (): void => {
    if (mayEcho) return write(written)
    measure()
    acts.typed(area.value)
  }
  const onCompositionStart = (): void => {
    composing = true
    mayEcho = false
  }
  const onCompositionEnd = (): void => {
    composing = false
    if (mayEcho) write(written)
  }
  area.addEventListener('keydown', onKeyDown)
  area.addEventListener('beforeinput', onBeforeInput)
  area.addEventListener('input', onInput)
  area.addEventListener('compositionstart', onCompositionStart)
  area.addEventListener('compositionend', onCompositionEnd)

  return { write, send }
}
