import type { ToastCard, ToastView } from '../shared/toast-messages.ts'
import { createCard, type Card } from './card.ts'
import type { CardTells } from './card-state.ts'
import type { Words } from '../ui/i18n/text.ts'
import { restText } from './card-words.ts'
import type { Clocks } from './clocks.ts'
import { element } from './elements.ts'
import type { Trust } from './trust.ts'

export interface ToastPageDeps extends Words {
  tell(key: string, message: CardTells): Promise<unknown>
  trust: Trust
  clocks: Clocks
  /** Calls back once the browser has drawn what there is: what was empty until then stands where screen readers look. */
  later(callback: () => void): void
  /** ms, of the clock that trust goes by. */
  now(): number
  /** The focus goes back to the page, if the toast has it. */
  leave(): void
  /** The sound of what is new. */
  ring(): void
}

export interface ToastPage {
  show(view: ToastView): void
  /** The person asked for it by a key. */
  focus(): void
  /** Escape: the card that has the focus, else the last one, is dismissed. */
  escape(): void
  /** The frame goes. */
  flush(): void
}

/** Keeps the cards of the newest view, in its order. A card that stays keeps its elements, its focus and what is typed. */
export function createToastPage(main: HTMLElement, deps: ToastPageDeps): ToastPage {
  const cards = new Map<string, Card>()
  const rest = element('p', 'rest')
  let keys: string[] = []

  function add(first: ToastCard): Card {
    const { key } = first
    const since = deps.now()
    const card = createCard(first, {
      text: deps.text,
      language: deps.language,
      later: deps.later,
      tell: (message) => deps.tell(key, message),
      allows: (event) => deps.trust.allows(event, since),
      verifies: () => deps.trust.verifies(since),
      hold: (held) => deps.clocks.hold(key, held),
      leave: deps.leave,
      over: () => {
        if (keys.includes(key)) void deps.tell(key, { type: 'toast-expired' })
        else drop(key)
      },
    })
    cards.set(key, card)
    return card
  }
  function drop(key: string): void {
    cards.get(key)?.element.remove()
    cards.delete(key)
    deps.clocks.drop(key)
  }

  return {
    show(view) {
      // Before anything is in it: what is hidden is in no screen reader's sight.
      main.hidden = false
      keys = view.cards.map(({ key }) => key)
      for (const [key, card] of cards) if (!keys.includes(key) && !card.busy) drop(key)
      view.cards.forEach((data, index) => {
        const card = cards.get(data.key) ?? add(data)
        const there = main.children[index]
        if (!card.element.isConnected || there !== card.element) place(card.element, there)
        card.update(data)
        deps.clocks.set(data.key, data.stayMs, JSON.stringify([data.count, data.claimedBy]))
      })
      const text = restText(view.rest, deps)
      rest.textContent = text
      rest.hidden = text === ''
      main.append(rest)
      if (view.sound) deps.ring()
    },
    focus() {
      const all = [...cards.values()]
      const typing = all.find(({ element }) => element.dataset['state'] === 'replying')
      const card = typing ?? all[0]
      card?.focus()
    },
    escape() {
      const all = [...cards.values()]
      const focused = all.find(({ element }) => element.contains(document.activeElement))
      const card = focused ?? all.at(-1)
      if (card?.busy === false) card.dismiss()
    },
    flush: () => cards.forEach((card) => card.flush()),
  }

  /** An element that is moved loses the focus, so the others are moved around one that has it. */
  function place(card: HTMLElement, before: Element | undefined): void {
    if (card.contains(document.activeElement) && before !== undefined) card.after(before)
    else main.insertBefore(card, before ?? null)
  }
}
