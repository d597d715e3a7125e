import type { EntryId } from '../../protocol/entry.ts'
import { UNDO_MS } from '../shared/toast-port.ts'
import type { ToastAnswer, ToastCard } from '../shared/toast-messages.ts'
import { failureText } from '../ui/i18n/failure-text.ts'
import {
  cardStep,
  firstState,
  isBusy,
  isPaused,
  type CardEffect,
  type CardEvent,
  type CardState,
  type CardMessage,
  type Press,
} from './card-state.ts'
import type { CardActs } from './card-buttons.ts'
import { createCardView, type CardViewDeps } from './card-view.ts'
import { copyText } from './copy-text.ts'
import { createReplyBox, type ReplyBox } from './reply-box.ts'
import { createPendingDraft, type PendingDraft } from './pending-draft.ts'

export interface CardDeps extends CardViewDeps {
  /** Sends a message about this card to the background. */
  send(message: CardMessage): Promise<unknown>
  /** The browser says that the person could see what they did. */
  verifies(): boolean
  /** Pauses the card's display time. */
  pause(paused: boolean): void
  /** The focus goes back to the page. */
  leave(): void
  /** The card has said what became of an answer, and is not needed any more. */
  over(): void
}

export interface Card {
  readonly element: HTMLElement
  update(card: ToastCard): void
  /** Shows whether a press of a person would count now: for half a second after the card came, none does. */
  showTrust(): void
  /** Puts the focus into the reply box, or on what else there is to press. */
  focus(): void
  /** The person pressed Escape. */
  dismiss(): void
  /** The card says something that no later view knows of: it is drawn until `over`. */
  readonly busy: boolean
  /** Saves what is half typed: the frame goes. */
  flush(): void
}

type Dispatch = (event: CardEvent) => void

/** Wires the steps of a card (card-state.ts) to its elements, to the background and to the clock. */
export function createCard(first: ToastCard, deps: CardDeps): Card {
  let card = first
  let state = firstState(first.draft, first.canReply)
  const draft = createPendingDraft((text) => void deps.send({ type: 'toast-draft', text }))
  const box = createReplyBox(first.room, deps, {
    send: (text) => dispatch({ type: 'send', id: crypto.randomUUID(), text }),
    typed: (text) => dispatch({ type: 'typed', text }),
    leave: (text) => dispatch({ type: 'left-box', text }),
  })
  const acts = cardActs(() => card, deps, dispatch)
  const view = createCardView(first.kind, box.element, deps, acts)
  const run = createEffects(deps, box, draft, dispatch)

  function show(): void {
    view.show(state)
    showReply(box, state, deps)
    deps.pause(isPaused(state))
  }
  function dispatch(event: CardEvent): void {
    const step = cardStep(state, event)
    if (step.state !== state) {
      state = step.state
      show()
    }
    for (const effect of step.effects) run(effect)
  }

  const showTrust = (): void => {
    view.element.toggleAttribute('data-untrusted', !deps.allows({ isTrusted: true }))
  }

  show()
  showTrust()
  if (state.reply.phase === 'replying') box.write(first.draft)
  return {
    element: view.element,
    update(next) {
      card = next
      dispatch({ type: 'in-view' })
      view.fill(next)
    },
    showTrust,
    focus() {
      const { phase } = state.reply
      if (card.canReply && phase !== 'sent' && phase !== 'undoing') acts.reply()
      else view.focus()
    },
    dismiss: acts.dismiss,
    get busy() {
      return isBusy(state)
    },
    flush: draft.flush,
  }
}

function showReply(box: ReplyBox, { reply }: CardState, { text }: CardDeps): void {
  box.wait(reply.phase === 'sending')
  const problem = reply.phase === 'replying' ? reply.problem : undefined
  if (problem?.kind === 'refused') return box.problem(failureText(text, problem.failure))
  box.problem(problem === undefined ? '' : text('errorUnavailable'))
}

/** What the card's buttons do. */
function cardActs(newest: () => ToastCard, deps: CardDeps, dispatch: Dispatch): CardActs & { undo(): void } {
  const { send, verifies } = deps
  const press = (message: CardMessage, host?: string, sends = false): void =>
    dispatch({ type: 'pressed', press: { message, host, sends } })
  return {
    reply: () => dispatch({ type: 'open-box' }),
    open: () => void send({ type: 'toast-open' }),
    dismiss: () => dispatch({ type: 'dismiss' }),
    acknowledge: () => void send({ type: 'toast-acknowledge', verified: verifies() }),
    claim: () => press({ type: 'toast-claim', verified: verifies() }),
    action: (index) => {
      const action = newest().actions[index]
      const verified = verifies()
      if (action?.type === 'copy' && verified && action.value !== undefined)
        return dispatch({ type: 'copied', done: copyText(action.value) })
      press({ type: 'toast-action', index, verified }, action?.target?.host, action?.type === 'http')
    },
    undo: () => dispatch({ type: 'undo' }),
  }
}

/** Carries out what a step asks for. */
function createEffects(
  { send, leave, over }: CardDeps,
  box: ReplyBox,
  draft: PendingDraft,
  dispatch: Dispatch,
): (effect: CardEffect) => void {
  const ask = async (message: CardMessage): Promise<ToastAnswer | undefined> =>
    (await send(message)) as ToastAnswer | undefined

  async function sendReply(id: EntryId, text: string): Promise<void> {
    const until = performance.now() + UNDO_MS
    const message = { type: 'toast-reply', id, text } as const
    // A background that was stopped meanwhile has not answered. With its id the reply is sent once, however often we ask.
    const answer = (await ask(message)) ?? (await ask(message))
    dispatch({ type: 'reply-answered', answer, undoMs: Math.max(until - performance.now(), 0) })
  }
  async function undoReply(id: EntryId): Promise<void> {
    dispatch({ type: 'undo-answered', answer: await ask({ type: 'toast-undo', id }) })
  }
  async function request(press: Press): Promise<void> {
    dispatch({ type: 'press-answered', press, answer: await ask(press.message) })
  }

  return (effect) => {
    switch (effect.do) {
      case 'post':
        return void send(effect.message)
      case 'request':
        return void request(effect.press)
      case 'send-reply':
        return void sendReply(effect.id, effect.text)
      case 'undo-reply':
        return void undoReply(effect.id)
      case 'wait':
        return void setTimeout(() => dispatch({ type: 'said', id: effect.id }), effect.ms)
      case 'write-box':
        return box.write(effect.text)
      case 'focus-box':
        return box.focus()
      case 'keep-draft':
        return draft.set(effect.text)
      case 'flush-draft':
        return draft.flush()
      case 'forget-draft':
        return draft.forget()
      case 'leave':
        return leave()
      case 'over':
        return over()
    }
  }
}
