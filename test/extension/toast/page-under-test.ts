import { vi } from 'vitest'
import type { CardMessage } from '../../../extension/toast/card-state.ts'
import { createToastPage, type ToastPage } from '../../../extension/toast/toast-page.ts'
import { byPerson } from '../by-person.ts'
import { english } from '../ui/english-words.ts'

type Sent = CardMessage & { key: string }

/** A toast's page in an emptied document, with all that it sent and what it is answered. */
export class PageUnderTest {
  readonly sent: Sent[] = []
  readonly answers: Partial<Record<Sent['type'], unknown>> = {
    'toast-reply': { ok: true, value: { done: 'done' } },
  }
  readonly trusted = { allows: true, verifies: true }
  readonly main = document.createElement('main')
  readonly page: ToastPage
  /** What is to be done once the browser has drawn what there is: at once, unless a test waits. */
  later = (callback: () => void): void => callback()
  /** The card's display time is paused. */
  paused = false
  /** How often the focus was given back. */
  left = 0
  /** How often the sound was played. */
  sounds = 0

  constructor() {
    vi.stubGlobal('CSS', { supports: () => true })
    document.body.replaceChildren(this.main)
    this.page = createToastPage(this.main, {
      ...english,
      now: () => 0,
      later: (callback) => this.later(callback),
      leave: () => void this.left++,
      playSound: () => void this.sounds++,
      send: (key, message) => {
        this.sent.push({ ...message, key })
        return Promise.resolve(this.answers[message.type])
      },
      trust: {
        look: () => undefined,
        seen: () => undefined,
        allows: (event) => event.isTrusted && this.trusted.allows,
        verifies: () => this.trusted.verifies,
      },
      clocks: {
        set: () => undefined,
        drop: () => undefined,
        pause: () => undefined,
        resume: () => undefined,
        pauseCard: (_key, paused) => void (this.paused = paused),
      },
    })
  }

  sentTypes = (): string[] => this.sent.map(({ type }) => type)

  shown = (selector: string): HTMLElement[] =>
    [...this.main.querySelectorAll<HTMLElement>(selector)].filter((one) => one.closest('[hidden]') === null)

  button(label: string): HTMLElement {
    const found = this.shown('button').find((one) => one.querySelector('.label')?.textContent === label)
    if (found === undefined) throw new Error(`no ${label} in ${this.main.textContent}`)
    return found
  }

  click = (label: string): boolean => this.button(label).dispatchEvent(byPerson(new MouseEvent('click')))

  area(): HTMLTextAreaElement {
    const [found] = this.shown('textarea')
    if (!(found instanceof HTMLTextAreaElement)) throw new Error('no box')
    return found
  }

  press = (init: KeyboardEventInit): boolean =>
    this.area().dispatchEvent(
      byPerson(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
    )

  composition = (kind: 'start' | 'end'): boolean =>
    this.area().dispatchEvent(byPerson(new CompositionEvent(`composition${kind}`, { bubbles: true })))

  type(text: string): void {
    this.area().value = text
    this.area().dispatchEvent(byPerson(new InputEvent('input', { bubbles: true })))
  }

  text = (selector: string): string | undefined => this.main.querySelector(selector)?.textContent
}
