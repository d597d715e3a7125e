import { UNDO_MS } from '../bridge/toast-port.ts'
import type { ToastAnswer, ToastCard, ToastMessage } from '../bridge/toast-messages.ts'
import { failureText } from '../ui/words/failure-text.ts'
import { cardButtons } from './card-buttons.ts'
import type { Words } from '../ui/words/text.ts'
import { cardWords } from './card-words.ts'
import { copyText } from './copy-text.ts'
import { drawAvatar, drawWords } from './draw-words.ts'
import { button, element, icon } from './elements.ts'
import { createReplyBox } from './reply-box.ts'
import { createDraft } from './tell-draft.ts'

/** What a card tells the background: all but the nonce and its own key. */
export type CardTells = ToastMessage extends infer M
  ? M extends { key: string }
    ? Omit<M, 'nonce' | 'key'>
    : never
  : never

export interface CardDeps extends Words {
  tell(message: CardTells): Promise<unknown>
  /** A person did this, and could see what they did. */
  allows(event: Event): boolean
  verifies(): boolean
  /** Calls back once what there is has been drawn. */
  later(callback: () => void): void
  /** Nothing ends the card meanwhile. */
  hold(held: boolean): void
  /** The focus goes back to the page. */
  leave(): void
  /** It has told what became of an answer, and is not needed any more. */
  over(): void
}

export interface Card {
  readonly element: HTMLElement
  update(card: ToastCard): void
  /** The reply box, or what else there is to do. */
  focus(): void
  /** By Escape. */
  dismiss(): void
  /** It says something that no later view knows of: it stays until `over`. */
  readonly busy: boolean
  /** Tells what is not told yet: the frame goes. */
  flush(): void
}

export function createCard(first: ToastCard, deps: CardDeps): Card {
  const { text, tell } = deps
  let card = first
  let state: 'reading' | 'replying' | 'sending' | 'sent' = 'reading'
  /** Text was put back by Undo, and no view has been seen since. */
  let undone = false

  const section = element('article', 'card')
  const avatar = element('span', 'avatar')
  avatar.ariaHidden = 'true'
  const message = element('div', 'message')
  message.role = first.kind === 'urgent' ? 'alert' : 'status'
  const buttons = element('div', 'choices')
  const note = element('p', 'note')
  note.role = 'status'
  const sent = element('div', 'sent')
  const draft = createDraft((value) => void tell({ type: 'toast-draft', text: value }))
  const box = createReplyBox(first.room, deps, {
    send: (value) => void reply(value),
    typed: (value) => {
      draft.set(value)
      pin(value !== '')
    },
    leave: (value) => {
      draft.flush()
      if (value.trim() === '') return dismiss()
      close()
      deps.leave()
    },
  })
  section.append(avatar, message, buttons, box.element, note, sent)

  /** Undefined: the text was begun elsewhere, and whether the background holds the card for it is not known here. */
  let pinned = first.draft === '' ? false : undefined
  function pin(is: boolean): void {
    deps.hold(is || state === 'sending' || state === 'sent')
    if (is === pinned) return
    pinned = is
    void tell({ type: 'toast-pinned', pinned: is })
  }
  function become(next: typeof state): void {
    state = next
    section.dataset['state'] = next
    // Also hidden from who listens or goes by Tab.
    box.element.hidden = next !== 'replying' && next !== 'sending'
    buttons.hidden = next === 'sent'
    message.hidden = next === 'sent'
    sent.hidden = next !== 'sent'
  }
  function open(): void {
    become('replying')
    box.focus()
  }
  function close(): void {
    become('reading')
    pin(false)
  }
  function dismiss(): void {
    draft.flush()
    void tell({ type: 'toast-dismiss' })
    deps.leave()
  }

  async function reply(value: string): Promise<void> {
    const id = crypto.randomUUID()
    const until = performance.now() + UNDO_MS
    draft.forget()
    become('sending')
    pin(true)
    box.wait(true)
    const ask = (): Promise<unknown> => tell({ type: 'toast-reply', id, text: value })
    // A background that was stopped meanwhile has not answered. With its id it is sent once, however often we ask.
    const answer = ((await ask()) ?? (await ask())) as ToastAnswer | undefined
    box.wait(false)
    if (answer?.ok !== true) {
      become('replying')
      draft.set(value)
      box.problem(answer === undefined ? text('errorUnavailable') : failureText(text, answer.error))
      return
    }
    box.write('')
    showSent(id, value, Math.max(until - performance.now(), 0))
    pin(false)
    deps.leave()
  }

  function showSent(id: string, value: string, ms: number): void {
    const ends = setTimeout(() => {
      become('reading')
      deps.hold(false)
      deps.over()
    }, ms)
    const undo = button({ name: 'undo', label: text('toastUndo') }, (event) => {
      // It has been there for less than half a second, in the place of the box that was sent from.
      if (!event.isTrusted) return
      clearTimeout(ends)
      void putBack(id, value)
    })
    const words = element('p', 'text')
    words.role = 'status'
    sent.replaceChildren(icon('check'), words, undo)
    become('sent')
    deps.later(() => (words.textContent = text('toastSent', card.room)))
  }
  async function putBack(id: string, value: string): Promise<void> {
    undone = true
    const answer = (await tell({ type: 'toast-undo', id })) as ToastAnswer | undefined
    if (answer?.ok === false) {
      become('reading')
      deps.later(() => (note.textContent = text('toastSentAlready')))
      return
    }
    box.write(value)
    draft.set(value)
    open()
    pin(true)
  }

  async function act(index: 0 | 1 | 2): Promise<void> {
    const action = card.actions[index]
    const verified = deps.verifies()
    if (action?.type === 'copy' && verified && action.value !== undefined) {
      note.textContent = copyText(action.value) ? text('copied') : text('errorUnavailable')
      return
    }
    const answer = await once({ type: 'toast-action', index, verified })
    if (answer !== 'busy') say(answer, action?.target?.host, action?.type === 'http')
  }
  async function claim(): Promise<void> {
    const answer = await once({ type: 'toast-claim', verified: deps.verifies() })
    if (answer !== 'busy') say(answer)
  }
  /** One at a time: a second click, before the first is answered, would send a second request. */
  async function once(message: CardTells): Promise<ToastAnswer | undefined | 'busy'> {
    if (waits) return 'busy'
    waits = true
    showWaiting()
    const answer = (await tell(message)) as ToastAnswer | undefined
    waits = false
    showWaiting()
    return answer
  }
  let waits = false
  /** Not `disabled`: the button would lose the focus. */
  function showWaiting(): void {
    for (const one of buttons.querySelectorAll('.action, .claim')) one.ariaDisabled = waits ? 'true' : null
  }
  /** `sends`: what nobody answered may have been carried out. */
  function say(answer: ToastAnswer | undefined, host = '', sends = false): void {
    if (answer === undefined) note.textContent = text(sends ? 'errorPerhapsDoneUnheard' : 'errorUnavailable')
    else if (!answer.ok) note.textContent = failureText(text, answer.error)
    else if (answer.value.done === 'confirm') note.textContent = text('toastConfirm')
    else if (answer.value.status !== undefined)
      note.textContent = text('toastAnswered', host, answer.value.status)
    else note.textContent = text('toastDone')
  }

  const acts = {
    reply: open,
    open: () => void tell({ type: 'toast-open' }),
    dismiss,
    acknowledge: () => void tell({ type: 'toast-acknowledge', verified: deps.verifies() }),
    claim: () => void claim(),
    action: (index: 0 | 1 | 2) => void act(index),
  }
  /** Only what changes is touched: an element that is replaced loses the focus, and a screen reader reads it again. */
  let shownWords = ''
  /** A screen reader speaks what comes into a status that is there: the first words come when the card has been drawn. */
  let step: 'new' | 'placed' | 'filled' = 'new'
  function fillOncePlaced(): void {
    if (step === 'filled') return fill()
    if (step === 'placed') return
    step = 'placed'
    deps.later(() => {
      step = 'filled'
      fill()
    })
  }
  let shownButtons = ''
  function fill(): void {
    const words = cardWords(card, deps)
    const wordsKey = JSON.stringify(words)
    if (wordsKey !== shownWords) {
      shownWords = wordsKey
      drawAvatar(avatar, card, words.from?.author)
      message.replaceChildren(...drawWords(words))
    }
    const { kind, actions, canReply, claimedBy } = card
    const buttonsKey = JSON.stringify([kind, actions, canReply, claimedBy])
    if (buttonsKey !== shownButtons) {
      shownButtons = buttonsKey
      buttons.replaceChildren(...cardButtons(card, deps, acts))
      showWaiting()
    }
    section.className = card.kind === 'urgent' ? 'card urgent' : 'card'
    section.classList.toggle('acting', card.actions.length > 0)
  }

  become('reading')
  if (first.draft !== '' && first.canReply) {
    box.write(first.draft)
    become('replying')
  }
  return {
    element: section,
    update(next) {
      card = next
      undone = false
      fillOncePlaced()
    },
    focus() {
      if (card.canReply && state !== 'sent') open()
      else (state === 'sent' ? sent : buttons).querySelector('button')?.focus()
    },
    dismiss,
    get busy() {
      return undone || state === 'sending' || state === 'sent'
    },
    flush: draft.flush,
  }
}
