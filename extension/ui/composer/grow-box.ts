/** Makes the box as high as its text, up to its `max-height`; where the style sheet can (`field-sizing`), that does it. */
export function growBox(box: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight}px`
}
