/**
 * Copies in the frame of a page that may forbid `navigator.clipboard` to frames: the older way asks for a click alone.
 * The page hears nothing of it: the event stays in the frame.
 */
export function copyText(text: string): boolean {
  const box = document.createElement('textarea')
  box.value = text
  box.className = 'unseen'
  box.readOnly = true
  const before = document.activeElement
  document.body.append(box)
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
