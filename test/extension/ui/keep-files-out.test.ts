// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { keepFilesOut } from '../../../extension/ui/keep-files-out.ts'

const isKeptOut = (name: string, types: string[]): boolean => {
  const event = new DragEvent(name, { cancelable: true, bubbles: true })
  Object.defineProperty(event, 'dataTransfer', { value: { types } })
  document.body.dispatchEvent(event)
  return event.defaultPrevented
}

it('takes no dropped file, and leaves text to the box that it is dropped on', () => {
  keepFilesOut(document)
  for (const name of ['dragover', 'drop']) {
    expect(isKeptOut(name, ['Files'])).toBe(true)
    expect(isKeptOut(name, ['text/html', 'Files'])).toBe(true)
    expect(isKeptOut(name, ['text/plain'])).toBe(false)
  }
})
