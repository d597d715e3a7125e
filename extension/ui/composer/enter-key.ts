/** What a key means in the composer. `undecided`: an input method got the key first; it may or may not want it. */
export type KeyMeaning = 'send' | 'undecided' | 'other'

/** 229: an input method has handled this key. Safari sets it after `compositionend`, when `isComposing` is false. */
const HANDLED_BY_INPUT_METHOD = 229

type Key = Pick<
  KeyboardEvent,
  'key' | 'isComposing' | 'keyCode' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'
>

/**
 * Enter sends and Shift+Enter makes a new line. While a syllable or word is composed, Enter belongs to the input method:
 * Japanese and Chinese ones use it up; Korean ones end the syllable and hand it on, as another `keydown` or as the
 * line break that it makes (see `isLineBreak`).
 */
export function keyMeaning(event: Key): KeyMeaning {
  if (event.key !== 'Enter' && event.keyCode !== HANDLED_BY_INPUT_METHOD) return 'other'
  if (event.shiftKey || event.altKey) return 'other'
  if (event.isComposing || event.keyCode === HANDLED_BY_INPUT_METHOD) return 'undecided'
  return 'send'
}

/** The browser is about to break the line, so that nobody else wanted the Enter. */
export const isLineBreak = (event: Pick<InputEvent, 'inputType' | 'data'>): boolean =>
  event.inputType === 'insertLineBreak' ||
  event.inputType === 'insertParagraph' ||
  (event.inputType === 'insertText' && event.data === '\n')
