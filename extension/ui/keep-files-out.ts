/** True for what a person drags or pastes from outside of the browser; text has none. */
export const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') === true

/** A file that is dropped anywhere on a page would take the page's place: nothing happens instead. */
export function keepFilesOut(page: EventTarget): void {
  const keepOut = (event: Event) => {
    if (event instanceof DragEvent && hasFiles(event.dataTransfer)) event.preventDefault()
  }
  page.addEventListener('dragover', keepOut)
  page.addEventListener('drop', keepOut)
}
