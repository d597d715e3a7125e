import { render, type ComponentChildren } from 'preact'
import { act } from 'preact/test-utils'
import { vi } from 'vitest'
import type { RequestName } from '../../../extension/shared/requests.ts'
import type { Ask } from '../../../extension/ui/store/page-store.ts'
import { WordsContext } from '../../../extension/ui/i18n/text.ts'
import { english } from './english-words.ts'

/** Renders into an emptied document; with a second call the same tree gets other props. */
export function mount(node: ComponentChildren): (next: ComponentChildren) => void {
  void act(() => render(null, document.body))
  // What a test without Preact left there, in this process: Preact removes only what it drew.
  document.body.replaceChildren()
  const draw = (what: ComponentChildren) =>
    void act(() =>
      render(<WordsContext.Provider value={english}>{what}</WordsContext.Provider>, document.body),
    )
  draw(node)
  return draw
}

/** By its role's element and its accessible name as these pages give it: a label, `aria-label` or the text. */
export function find<E extends HTMLElement>(selector: string, name?: string): E {
  const named = (element: E) => {
    const label = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`)
    return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim()
  }
  const found = [...document.querySelectorAll<E>(selector)].find(
    (one) => name === undefined || named(one) === name,
  )
  if (found === undefined) throw new Error(`no ${selector} named ${name} in "${document.body.textContent}"`)
  return found
}

/** Also until parts of a page that are read when they are first drawn are there. */
export const settle = (): Promise<void> =>
  act(async () => {
    await new Promise<void>((done) => setTimeout(done))
    await vi.dynamicImportSettled()
  })

export async function press(element: HTMLElement): Promise<void> {
  await act(() => element.click())
  await settle()
}

/** What the person puts into a box, as the browser reports it: `input` at each sign, `change` when it is done. */
export async function fill(box: HTMLInputElement | HTMLSelectElement, value: string): Promise<void> {
  await act(() => {
    box.value = value
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await settle()
}

export async function pressKey(key: string, change: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...change })
  await act(() => void document.activeElement?.dispatchEvent(event))
  await settle()
  return event
}

/** What the background answers when it cannot do it now, and what the person reads then. */
export const refusal = { ok: false, error: { code: 'unavailable', message: 'x' } } as const
export const refusalWords = 'It did not work just now. Try again.'

interface Asked {
  name: RequestName
  input: unknown
}

/** Replaces the background: it records what it is asked and answers what the test says, else success. */
export function recordAsks(answers: Partial<Record<RequestName, unknown>> = {}): {
  ask: Ask
  asked: Asked[]
} {
  const asked: Asked[] = []
  const lists: typeof answers = { pinned: { ok: true, value: [] } }
  const ask = (name: RequestName, input: unknown) => {
    asked.push({ name, input })
    return Promise.resolve(answers[name] ?? lists[name] ?? { ok: true, value: null })
  }
  return { ask: ask as Ask, asked }
}
