import { isLineBreak, keyMeaning } from '../composer/enter-key.ts'

interface CompletionActs {
  isOpen(): boolean
  step(by: number): void
  /** Takes what is active. */
  take(): void
  close(): void
  /** The text or the caret may be another one. */
  look(area: HTMLTextAreaElement): void
}

/** A key that an input method handles is none of ours. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229

/**
 * While a list is open for the box, ↑ ↓ go through it, Enter and Tab take what is active, and Escape closes it. They come before
 * the listeners of the box itself, where Enter sends.
 */
export function completionKeys(area: HTMLTextAreaElement, acts: CompletionActs): () => void {
  const byKey: Partial<Record<string, () => void>> = {
    ArrowDown: () => acts.step(1),
    ArrowUp: () => acts.step(-1),
    Enter: acts.take,
    Tab: acts.take,
    Escape: acts.close,
  }
  const consume = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  /** A plain Enter went to the input method: the line break that follows is that Enter. */
  let enterUndecided = false
  const onKeyDown = (event: KeyboardEvent) => {
    enterUndecided = keyMeaning(event) === 'undecided'
    const act = byKey[event.key]
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
    if (act === undefined || !acts.isOpen() || hasModifier || isComposing(event)) return
    consume(event)
    act()
  }
  const onBeforeInput = (event: InputEvent) => {
    if (!enterUndecided || !acts.isOpen() || !isLineBreak(event)) return
    consume(event)
    acts.take()
  }
  const around: HTMLElement = area.form ?? area
  const onChange = () => acts.look(area)
  const changes = ['input', 'compositionend', 'click', 'keyup'] as const
  around.addEventListener('keydown', onKeyDown, true)
  around.addEventListener('beforeinput', onBeforeInput, true)
  area.addEventListener('blur', acts.close)
  for (const name of changes) area.addEventListener(name, onChange)
  return () => {
    around.removeEventListener('keydown', onKeyDown, true)
    around.removeEventListener('beforeinput', onBeforeInput, true)
    area.removeEventListener('blur', acts.close)
    for (const name of changes) area.removeEventListener(name, onChange)
  }
}
