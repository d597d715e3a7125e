import type { Text } from '../platform/i18n.ts'
import { button, element, icon } from './elements.ts'

interface SentLineDeps {
  text: Text
  /** Calls back once what there is has been drawn. */
  later(callback: () => void): void
}

/** Draws "Sent", which takes the place of the message and its buttons, with Undo. */
export function drawSentLine(
  line: HTMLElement,
  room: () => string,
  { text, later }: SentLineDeps,
  undo: () => void,
): void {
  const words = element('p', 'text')
  words.role = 'status'
  const undoButton = button({ name: 'undo', label: text('toastUndo') }, (event) => {
    // It is pressed in less than half a second, in the place of the box that was sent from: trust does not wait for it.
    if (event.isTrusted) undo()
  })
  line.replaceChildren(icon('check'), words, undoButton)
  later(() => (words.textContent = text('toastSent', room())))
}
