// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import { Options } from '../../../extension/options/options.tsx'
import type { Overview } from '../../../extension/bridge/view.ts'
import { roomView } from '../ui/entries.ts'
import { notJoined, overview, storeWith } from '../ui/fake-store.ts'
import { find, mount, recordAsks, settle } from '../ui/mount.tsx'

async function open(told: Overview, refuses = false) {
  const { ask, asked } = recordAsks()
  const granted = { siteAccess: false, notifications: true }
  const turn = (on: boolean) => (kind: keyof typeof granted) => {
    if (!refuses) granted[kind] = on
    return Promise.resolve(!refuses)
  }
  const permissions = {
    granted: () => Promise.resolve({ ...granted }),
    requestAll: () => Promise.resolve(false),
    request: turn(true),
    remove: turn(false),
    onChanged: () => () => undefined,
  }
  const outbox = [{ id: 'a', text: 'x', at: 1, refused: undefined }]
  mount(
    <Options
      store={storeWith(ask, told, roomView([], { outbox }))}
      permissions={permissions}
      pages={{ openTab: () => undefined, openWelcome: () => undefined }}
      shortcut={() => Promise.resolve('Ctrl+Shift+Y')}
      version="1.2.3"
    />,
  )
  await settle()
  const press = async (element: HTMLElement) => {
    await act(() => element.click())
    await settle()
  }
  return { asked, press, words: () => document.body.textContent }
}

describe('the options', () => {
  it('say who and where, the shortcut and the version', async () => {
    const { words } = await open(overview())
    for (const word of ['https://chat.example.org', 'Mina', 'Ctrl+Shift+Y', 'Version 1.2.3'])
      expect(words()).toContain(word)
  })
  it('turn each kind of notification on and off as the browser grants it', async () => {
    const { press } = await open(overview())
    const boxes = () => ['siteAccess', 'notifications'].map((id) => find<HTMLInputElement>(`#${id}`).checked)
    expect(boxes()).toEqual([false, true])
    await press(find('#siteAccess'))
    await press(find('#notifications'))
    expect(boxes()).toEqual([true, false])
  })
  it('show a refused question as what it is: off', async () => {
    const { press } = await open(overview(), true)
    await press(find('#siteAccess'))
    expect(find<HTMLInputElement>('#siteAccess').checked).toBe(false)
  })
  it('say what leaving loses, and leave only then', async () => {
    const { asked, press } = await open(overview({ unsent: 1 }))
    const [first, second] = document.querySelectorAll<HTMLElement>('.button.danger')
    if (first === undefined || second === undefined) throw new Error('no buttons to leave')
    await press(first)
    expect(asked).toEqual([])
    expect(find('dialog').textContent).toContain('Messages not sent yet, which will be lost: 1')
    localStorage.setItem('kept by a page', '')
    await press(second)
    expect(localStorage).toHaveLength(0)
    expect(asked).toEqual([{ name: 'leave', input: {} }])
  })
  it('lead someone who has not joined to joining', async () => {
    const { words } = await open(notJoined())
    expect(words()).toContain('You have not joined a server yet.')
    expect(words()).not.toContain('Leave this server')
  })
})
