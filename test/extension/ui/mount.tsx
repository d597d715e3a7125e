import { render, type ComponentChildren } from 'preact'
import { act } from 'preact/test-utils'
import type { RequestName } from '../../../extension/bridge/requests.ts'
import type { Ask } from '../../../extension/ui/store/page-store.ts'
import { WordsContext } from '../../../extension/ui/words/text.ts'
import { english } from './english-words.ts'

/** Renders into an emptied document; with a second call the same tree gets other props. */
export function mount(node: ComponentChildren): (next: ComponentChildren) => void {
  void act(() => render(null, document.body))
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

export const settle = (): Promise<void> => act(() => new Promise<void>((done) => setTimeout(done)))

interface Asked {
  name: RequestName
  input: unknown
}

/** Stands in for the background: it notes what it is asked and answers what the test says, else success. */
export function recordAsks(answers: Partial<Record<RequestName, unknown>> = {}): {
  ask: Ask
  asked: Asked[]
} {
  const asked: Asked[] = []
  const ask = (name: RequestName, input: unknown) => {
    asked.push({ name, input })
    return Promise.resolve(answers[name] ?? { ok: true, value: null })
  }
  return { ask: ask as Ask, asked }
}
