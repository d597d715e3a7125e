import type { ToastCard } from '../shared/toast-messages.ts'
import type { Words } from '../ui/i18n/text.ts'
import { cardButtons, type ButtonFacts, type CardActs } from './card-buttons.ts'
import type { CardState, Note, Reply } from './card-state.ts'
import { cardWords, noteText, type CardWords } from './card-words.ts'
import { drawAvatar, drawWords } from './draw-words.ts'
import { button, element, icon } from './elements.ts'

export interface CardViewDeps extends Words {
  /** A person did this, and could see what they did. */
  allows(event: Event): boolean
  /** Calls back once what there is has been drawn. */
  later(callback: () => void): void
}

export interface CardView {
  readonly element: HTMLElement
  /** Draws what a view of the background says. The first words come once the empty card has been drawn. */
  fill(card: ToastCard): void
  /** Draws what the person does with the card. */
  show(state: CardState): void
  /** Puts the focus on a button: Undo, or what else there is to press. */
  focus(): void
}

/** How a card looks; the style sheets go by these names. */
type Look = 'reading' | 'replying' | 'sending' | 'sent'
const looks: Record<Reply['phase'], Look> = {
  reading: 'reading',
  replying: 'replying',
  sending: 'sending',
  sent: 'sent',
  undoing: 'sent',
  'undo-refused': 'reading',
}

/** Draws a value that is not the last one. An element that is replaced loses the focus, and a screen reader reads it again. */
function onChange<T>(draw: (value: T) => void): (value: T) => void {
  let drawn: string | undefined
  return (value) => {
    const key = JSON.stringify(value)
    if (key === drawn) return
    drawn = key
    draw(value)
  }
}

/** The elements of a card, empty. */
function drawCard(kind: ToastCard['kind'], box: HTMLElement) {
  const card = element('article', 'card')
  const avatar = element('span', 'avatar')
  avatar.ariaHidden = 'true'
  const message = element('div', 'message')
  message.role = kind === 'urgent' ? 'alert' : 'status'
  const buttons = element('div', 'choices')
  const note = element('p', 'note')
  note.role = 'status'
  const sent = element('div', 'sent')
  card.append(avatar, message, buttons, box, note, sent)
  return { card, avatar, message, buttons, note, sent }
}

export function createCardView(
  kind: ToastCard['kind'],
  box: HTMLElement,
  deps: CardViewDeps,
  acts: CardActs & { undo(): void },
): CardView {
  const { text, later } = deps
  const parts = drawCard(kind, box)

  const fillWords = onChange((shown: Pick<ToastCard, 'kind'> & { words: CardWords }) => {
    drawAvatar(parts.avatar, shown.kind, shown.words.from?.author)
    parts.message.replaceChildren(...drawWords(shown.words))
  })
  const fillButtons = onChange((shown: ButtonFacts) => {
    parts.buttons.replaceChildren(...cardButtons(shown, deps, acts))
    showWaiting()
  })
  let waiting = false
  /** Not `disabled`: the button would lose the focus. */
  function showWaiting(): void {
    for (const one of parts.buttons.querySelectorAll('.action, .claim'))
      one.ariaDisabled = waiting ? 'true' : null
  }

  let newest: ToastCard | undefined
  let placed: 'no' | 'once drawn' | 'yes' = 'no'
  function fillNewest(): void {
    if (newest === undefined) return
    const { kind, actions, canReply, claimedBy } = newest
    fillWords({ kind, words: cardWords(newest, deps) })
    fillButtons({ kind, actions, canReply, claimedBy })
    parts.card.className = kind === 'urgent' ? 'card urgent' : 'card'
    parts.card.classList.toggle('acting', actions.length > 0)
  }

  const showLook = onChange((look: Look) => {
    parts.card.dataset['state'] = look
    // Also hidden from who listens or goes by Tab.
    box.hidden = look === 'reading' || look === 'sent'
    parts.buttons.hidden = look === 'sent'
    parts.message.hidden = look === 'sent'
    parts.sent.hidden = look !== 'sent'
    if (look === 'sent') drawSent()
  })
  function drawSent(): void {
    const undo = button({ name: 'undo', label: text('toastUndo') }, (event) => {
      // It is pressed in less than half a second, in the place of the box that was sent from: trust does not wait for it.
      if (event.isTrusted) acts.undo()
    })
    const words = element('p', 'text')
    words.role = 'status'
    parts.sent.replaceChildren(icon('check'), words, undo)
    later(() => (words.textContent = text('toastSent', newest?.room ?? '')))
  }
  let shownNote: Note | undefined
  function showNote(note: Note | undefined): void {
    if (note === shownNote) return
    shownNote = note
    // It may have been hidden until now.
    later(() => (parts.note.textContent = note === undefined ? '' : noteText(note, text)))
  }

  return {
    element: parts.card,
    fill(card) {
      newest = card
      if (placed === 'yes') return fillNewest()
      if (placed === 'once drawn') return
      placed = 'once drawn'
      later(() => {
        placed = 'yes'
        fillNewest()
      })
    },
    show(state) {
      showLook(looks[state.reply.phase])
      showNote(state.note)
      if (waiting === state.waiting) return
      waiting = state.waiting
      showWaiting()
    },
    focus() {
      const place = parts.sent.hidden ? parts.buttons : parts.sent
      place.querySelector('button')?.focus()
    },
  }
}
