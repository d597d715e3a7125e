import type { ToastCard, ToastView } from '../shared/toast-messages.ts'
import type { Words } from '../ui/i18n/text.ts'
import { createCard, type Card } from './card.ts'
import { createCardStack } from './card-stack.ts'
import type { CardMessage } from './card-state.ts'
import { restText } from './card-words.ts'
import type { Clocks } from './clocks.ts'
import { element } from './elements.ts'
import type { Trust } from './trust.ts'

export interface ToastPageDeps extends Words {
  /** Sends a message about one card to the background. */
  send(key: string, message: CardMessage): Promise<unknown>
  trust: Trust
  clocks: Clocks
  /** Calls back once the browser has drawn what there is: an element that was empty until then is known to screen readers. */
  later(callback: () => void): void
  /** ms, of the clock that trust goes by. */
  now(): number
  /** The focus goes back to the page, if the toast has it. */
  leave(): void
  /** The sound of a newly raised alert. */
  playSound(): void
}

export interface ToastPage {
  show(view: ToastView): void
  /** The person asked for it by a key. */
  focus(): void
  /** The frame has looked at where it is: a press counts from now on, or not any more. */
  showTrust(): void
  /** Escape: the card that has the focus, else the last one, is dismissed. */
  escape(): void
  /** The frame goes. */
  flush(): void
}

export function createToastPage(main: HTMLElement, deps: ToastPageDeps): ToastPage {
  const { clocks } = deps
  const rest = element('p', 'rest')
  const stack = createCardStack(main, { create, dropped: clocks.drop })

  function create(first: ToastCard): Card {
    const { key } = first
    const since = deps.now()
    return createCard(first, {
      ...deps,
      send: (message) => deps.send(key, message),
      allows: (event) => deps.trust.allows(event, since),
      verifies: () => deps.trust.verifies(since),
      pause: (paused) => clocks.pauseCard(key, paused),
      over: () => {
        if (stack.includes(key)) void deps.send(key, { type: 'toast-expired' })
        else stack.drop(key)
      },
    })
  }

  return {
    show(view) {
      // Before anything is in it: what is hidden is in no screen reader's sight.
      main.hidden = false
      stack.show(view.cards)
      for (const card of view.cards)
        clocks.set(card.key, card.remainingMs, JSON.stringify([card.count, card.claimedBy]))
      const text = restText(view.rest, deps)
      rest.textContent = text
      rest.hidden = text === ''
      main.append(rest)
      if (view.sound) deps.playSound()
    },
    focus() {
      const all = stack.all()
      const typing = all.find(({ element }) => element.dataset['state'] === 'replying')
      const card = typing ?? all[0]
      card?.focus()
    },
    showTrust: () => stack.all().forEach((card) => card.showTrust()),
    escape() {
      const all = stack.all()
      const focused = all.find(({ element }) => element.contains(document.activeElement))
      const card = focused ?? all.at(-1)
      if (card?.busy === false) card.dismiss()
    },
    flush: () => stack.all().forEach((card) => card.flush()),
  }
}
