// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AddBrowser } from '../../../../extension/ui/components/add-browser.tsx'
import { find, mount, recordAsks, settle } from '../mount.tsx'

const link = `https://chat.example.org/join#b${'x'.repeat(43)}`

async function copy(write: (text: string) => Promise<void>) {
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(write)
  const { ask } = recordAsks({ 'add-browser': { ok: true, value: { link, expiresAt: Date.now() } } })
  mount(<AddBrowser ask={ask} onClose={() => undefined} />)
  await settle()
  await act(() => find('button', 'Copy link').click())
  await settle()
}

describe('the link for another browser', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('is copied', async () => {
    const written: string[] = []
    await copy((text) => Promise.resolve(void written.push(text)))
    expect(written).toEqual([link])
    expect(find('button', 'Copied').isConnected).toBe(true)
  })
  it('is selected to be copied by hand when the browser refuses', async () => {
    await copy(() => Promise.reject(new DOMException('no', 'NotAllowedError')))
    expect(find('[role="alert"]').textContent).toBe(
      'The browser refused to copy. The link is selected: copy it with the keyboard.',
    )
    const box = find<HTMLInputElement>('input', 'Link for the other browser')
    expect(document.activeElement).toBe(box)
    expect([box.selectionStart, box.selectionEnd]).toEqual([0, link.length])
  })
})
