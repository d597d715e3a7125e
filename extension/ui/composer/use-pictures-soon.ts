import { useEffect, useState } from 'preact/hooks'
import { hasFiles } from '../keep-files-out.ts'

/** Whether the person has just pasted or dropped a file, anywhere on the page, which cannot be sent yet. */
export function usePicturesSoon(): { asked: boolean; forget: () => void } {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    // What is copied from a document has both: its words are pasted.
    const onPaste = ({ clipboardData }: ClipboardEvent) =>
      setAsked(hasFiles(clipboardData) && clipboardData?.getData('text/plain') === '')
    const onDrop = ({ dataTransfer }: DragEvent) => setAsked(hasFiles(dataTransfer))
    addEventListener('paste', onPaste)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('paste', onPaste)
      removeEventListener('drop', onDrop)
    }
  }, [])
  return { asked, forget: () => setAsked(false) }
}
