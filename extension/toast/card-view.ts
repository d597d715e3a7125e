import type { ToastCard } from '../shared/toast-messages.ts'
import type { Words } from '../ui/i18n/text.ts'
import { cardButtons, type ButtonFacts, type CardActs } from './card-buttons.ts'
import type { CardState, Note, Reply } from './card-state.ts'
import { cardWords, noteText, type CardWords } from './card-words.ts'
import { drawAvatar, drawWords } from './draw-words.ts'
import { element } from './elements.ts'
import { drawSentLine } from './sent-line.ts'

export interface CardViewDeps extends Words {
  /** A person did this, and could see what they did. */
  allows(event: Pick<Event, 'isTrusted'>): boolean
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
const lookOf = (phase: Reply['phase']): Look => {
  if (phase === 'undoing') return 'sent'
  return phase === 'undo-refused' ? 'reading' : phase
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

/** What the background says of a card: the words, and the buttons. */
function createFace(
  { card, avatar, message, buttons }: ReturnType<typeof drawCard>,
  deps: CardViewDeps,
  acts: CardActs,
) {
  const fillWords = onChange((shown: Pick<ToastCard, 'kind' | 'picture'> & { words: CardWords }) => {
    drawAvatar(avatar, shown)
    message.replaceChildren(...drawWords(shown.words))
  })
  const fillButtons = onChange((shown: ButtonFacts) => {
    buttons.replaceChildren(...cardButtons(shown, deps, acts))
    showWaiting()
  })
  let waiting = false
  /** Not `disabled`: the button would lose the focus. */
  function showWaiting(): void {
    for (const one of buttons.querySelectorAll('.action, .claim')) one.ariaDisabled = waiting ? 'true' : null
  }

  return {
    fill(shown: ToastCard) {
      const { kind, picture, actions, canReply, claimedBy } = shown
      fillWords({ kind, picture, words: cardWords(shown, deps) })
      fillButtons({ kind, actions, canReply, claimedBy })
      card.className = kind === 'urgent' ? 'card urgent' : 'card'
      card.classList.toggle('acting', actions.length > 0)
    },
    /** A press waits for its answer. */
    wait(waits: boolean) {
      if (waits === waiting) return
      waiting = waits
      showWaiting()
    },
  }
}

/** Draws into the line what became of a press. */
function createNote(line: HTMLElement, { text, later }: CardViewDeps): (note: Note | undefined) => void {
  let shown: Note | undefined
  return (note) => {
    if (note === shown) return
    shown = note
    // It may have been hidden until now.
    later(() => (line.textContent = note === undefined ? '' : noteText(note, text)))
  }
}

export function createCardView(
  kind: ToastCard['kind'],
  box: HTMLElement,
  deps: CardViewDeps,
  acts: CardActs & { undo(): void },
): CardView {
  const parts = drawCard(kind, box)
  const { card, message, buttons, sent } = parts
  const face = createFace(parts, deps, acts)
  const showNote = createNote(parts.note, deps)

  let newest: ToastCard | undefined
  let isDrawn = false

  const showLook = onChange((look: Look) => {
    card.dataset['state'] = look
    // Also hidden from who listens or goes by Tab.
    box.hidden = look === 'reading' || look === 'sent'
    buttons.hidden = look === 'sent'
    message.hidden = look === 'sent'
    sent.hidden = look !== 'sent'
    if (look === 'sent') drawSentLine(sent, () => newest?.room ?? '', deps, acts.undo)
  })

  return {
    element: card,
    fill(next) {
      const isFirst = newest === undefined
      newest = next
      if (isDrawn) return face.fill(next)
      if (!isFirst) return
      deps.later(() => {
        isDrawn = true
        if (newest !== undefined) face.fill(newest)
      })
    },
    show(state) {
      showLook(lookOf(state.reply.phase))
      showNote(state.note)
      face.wait(state.waiting)
    },
    focus() {
      const place = sent.hidden ? buttons : sent
      place.querySelector('button')?.focus()
    },
  }
}
