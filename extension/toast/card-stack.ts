import type { ToastCard } from '../shared/toast-messages.ts'
import type { Card } from './card.ts'

interface CardStackDeps {
  create(card: ToastCard): Card
  /** This card is not drawn any more. */
  dropped(key: string): void
}

/** The cards of the newest view, in its order. A card that is in the next view too keeps its elements, its focus and its draft. */
export interface CardStack {
  show(cards: readonly ToastCard[]): void
  /** The newest view has this card. */
  includes(key: string): boolean
  drop(key: string): void
  all(): Card[]
}

export function createCardStack(main: HTMLElement, { create, dropped }: CardStackDeps): CardStack {
  const cards = new Map<string, Card>()
  let keys: string[] = []

  function add(data: ToastCard): Card {
    const card = create(data)
    cards.set(data.key, card)
    return card
  }
  function drop(key: string): void {
    cards.get(key)?.element.remove()
    cards.delete(key)
    dropped(key)
  }
  /** An element that is moved loses the focus, so the others are moved around one that has it. */
  function place(card: HTMLElement, before: Element | undefined): void {
    if (card.contains(document.activeElement) && before !== undefined) card.after(before)
    else main.insertBefore(card, before ?? null)
  }

  return {
    show(view) {
      keys = view.map(({ key }) => key)
      for (const [key, card] of cards) if (!keys.includes(key) && !card.busy) drop(key)
      view.forEach((data, index) => {
        const card = cards.get(data.key) ?? add(data)
        const there = main.children[index]
        if (!card.element.isConnected || there !== card.element) place(card.element, there)
        card.update(data)
      })
    },
    includes: (key) => keys.includes(key),
    drop,
    all: () => [...cards.values()],
  }
}
