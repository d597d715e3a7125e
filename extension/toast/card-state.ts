import type { EntryId } from '../../protocol/entry.ts'
import type { ActionFailure } from '../shared/action-failure.ts'
import type { ToastAnswer, ToastMessage } from '../shared/toast-messages.ts'

/** A message of a card to the background: all but the nonce and its own key. */
export type CardMessage = ToastMessage extends infer M
  ? M extends { key: string }
    ? Omit<M, 'nonce' | 'key'>
    : never
  : never

/** A press of a button that the background answers. */
export interface Press {
  message: CardMessage
  /** Where it leads, for what the card says of the answer. */
  host: string | undefined
  /** It sends a request: without an answer that may have been carried out all the same. */
  sends: boolean
}

/** What a card says under its buttons about what became of a press. */
export type Note =
  | { kind: 'copied' }
  | { kind: 'not-copied' }
  /** Undo came too late. */
  | { kind: 'sent-already' }
  /** `answer` undefined: nobody answered. */
  | { kind: 'answered'; answer: ToastAnswer | undefined; press: Press }

/** Why the reply was not sent. */
export type Problem = { kind: 'refused'; failure: ActionFailure } | { kind: 'unanswered' }

/** What a person does with the card's reply box. */
export type Reply =
  /** The box is closed. It keeps its text. */
  | { phase: 'reading' }
  /** `putBack`: Undo wrote the text into the box, and no view has shown since that the background knows of it. */
  | { phase: 'replying'; putBack: boolean; problem: Problem | undefined }
  | { phase: 'sending'; id: EntryId; text: string }
  /** The reply waits in the outbox, and Undo is offered. */
  | { phase: 'sent'; id: EntryId; text: string }
  /** Undo was pressed and is not answered yet. */
  | { phase: 'undoing'; id: EntryId; text: string }
  /** The reply could not be undone. The card says so, and goes. */
  | { phase: 'undo-refused'; id: EntryId }

export interface CardState {
  reply: Reply
  /**
   * Whether the background knows that the person types in the card. Unknown: the text was begun in another tab, so only the
   * background knows.
   */
  typing: boolean | 'unknown'
  /** A button's request is not answered yet: a second press would send a second request. */
  waiting: boolean
  note: Note | undefined
}

export type CardEvent =
  /** The newest view has this card. */
  | { type: 'in-view' }
  | { type: 'open-box' }
  | { type: 'typed'; text: string }
  /** Escape in the box. */
  | { type: 'left-box'; text: string }
  | { type: 'send'; id: EntryId; text: string }
  /** `undoMs`: for how long Undo can still be offered. */
  | { type: 'reply-answered'; answer: ToastAnswer | undefined; undoMs: number }
  | { type: 'undo' }
  | { type: 'undo-answered'; answer: ToastAnswer | undefined }
  /** The card has said what became of the reply `id` for long enough. */
  | { type: 'said'; id: EntryId }
  | { type: 'dismiss' }
  | { type: 'copied'; done: boolean }
  | { type: 'pressed'; press: Press }
  | { type: 'press-answered'; press: Press; answer: ToastAnswer | undefined }

/** What the component does after a step, in this order. */
export type CardEffect =
  | { do: 'post'; message: CardMessage }
  /** Answered by `press-answered`. */
  | { do: 'request'; press: Press }
  | { do: 'send-reply'; id: EntryId; text: string }
  | { do: 'undo-reply'; id: EntryId }
  /** Answered by `said`. */
  | { do: 'wait'; id: EntryId; ms: number }
  | { do: 'write-box'; text: string }
  | { do: 'focus-box' }
  | { do: 'keep-draft'; text: string }
  | { do: 'flush-draft' }
  | { do: 'forget-draft' }
  /** The focus goes back to the page. */
  | { do: 'leave' }
  /** The card has nothing more to say. */
  | { do: 'over' }

export interface CardStep {
  state: CardState
  effects: CardEffect[]
}

/** "It was sent already." is read in this time, ms. */
const REFUSAL_SHOWS_MS = 3_000

export const firstState = (draft: string, canReply: boolean): CardState => ({
  reply:
    draft !== '' && canReply
      ? { phase: 'replying', putBack: false, problem: undefined }
      : { phase: 'reading' },
  typing: draft === '' ? false : 'unknown',
  waiting: false,
  note: undefined,
})

/** The card says something that no later view knows of: it is drawn until `over`. */
export const isBusy = ({ reply }: CardState): boolean =>
  reply.phase === 'replying' ? reply.putBack : reply.phase !== 'reading'

/** The card's display time is paused. */
export const isPaused = (state: CardState): boolean =>
  state.typing === true || ['sending', 'sent', 'undoing'].includes(state.reply.phase)

/** Changes `typing`; the background hears of it only where it does not know it yet. */
function setTyping(step: CardStep, typing: boolean): CardStep {
  if (step.state.typing === typing) return step
  return {
    state: { ...step.state, typing },
    effects: [...step.effects, { do: 'post', message: { type: 'toast-typing', typing } }],
  }
}

const replying = (problem?: Problem, putBack = false): Reply => ({ phase: 'replying', putBack, problem })

function dismissed(state: CardState): CardStep {
  const message = { type: 'toast-dismiss' } as const
  return { state, effects: [{ do: 'flush-draft' }, { do: 'post', message }, { do: 'leave' }] }
}

function openedBox(state: CardState): CardStep {
  const { phase } = state.reply
  if (phase === 'sending' || phase === 'sent' || phase === 'undoing') return { state, effects: [] }
  return {
    state: phase === 'replying' ? state : { ...state, reply: replying() },
    effects: [{ do: 'focus-box' }],
  }
}

function leftBox(state: CardState, text: string): CardStep {
  if (text.trim() === '') return dismissed(state)
  const closed: CardStep = {
    state: { ...state, reply: { phase: 'reading' } },
    effects: [{ do: 'flush-draft' }],
  }
  const left = setTyping(closed, false)
  return { state: left.state, effects: [...left.effects, { do: 'leave' }] }
}

function sending(state: CardState, id: EntryId, text: string): CardStep {
  const begun: CardStep = {
    state: { ...state, reply: { phase: 'sending', id, text } },
    effects: [{ do: 'forget-draft' }],
  }
  const typed = setTyping(begun, true)
  return { state: typed.state, effects: [...typed.effects, { do: 'send-reply', id, text }] }
}

function replyAnswered(
  state: CardState,
  { id, text }: Reply & { phase: 'sending' },
  answer: ToastAnswer | undefined,
  undoMs: number,
): CardStep {
  if (answer?.ok !== true) {
    const problem: Problem =
      answer === undefined ? { kind: 'unanswered' } : { kind: 'refused', failure: answer.error }
    return {
      state: { ...state, reply: replying(problem) },
      effects: [{ do: 'keep-draft', text }],
    }
  }
  const sent: CardStep = {
    state: { ...state, reply: { phase: 'sent', id, text }, note: undefined },
    effects: [
      { do: 'write-box', text: '' },
      { do: 'wait', id, ms: undoMs },
    ],
  }
  const ended = setTyping(sent, false)
  return { state: ended.state, effects: [...ended.effects, { do: 'leave' }] }
}

function undoAnswered(
  state: CardState,
  { id, text }: Reply & { phase: 'undoing' },
  answer: ToastAnswer | undefined,
): CardStep {
  if (answer?.ok === false)
    return {
      state: { ...state, reply: { phase: 'undo-refused', id }, note: { kind: 'sent-already' } },
      effects: [{ do: 'wait', id, ms: REFUSAL_SHOWS_MS }],
    }
  const back: CardStep = {
    state: { ...state, reply: replying(undefined, true) },
    effects: [{ do: 'write-box', text }, { do: 'keep-draft', text }, { do: 'focus-box' }],
  }
  return setTyping(back, true)
}

const same = (state: CardState): CardStep => ({ state, effects: [] })

/**
 * What a card does next. An event that its state does not wait for changes nothing: an answer to a reply that was undone, a
 * second press, the end of a time that is not waited for any more.
 */
export function cardStep(state: CardState, event: CardEvent): CardStep {
  const { reply } = state
  switch (event.type) {
    case 'in-view':
      return same(reply.phase === 'replying' ? { ...state, reply: { ...reply, putBack: false } } : state)
    case 'open-box':
      return openedBox(state)
    case 'typed': {
      const next = reply.phase === 'replying' ? { ...reply, problem: undefined } : reply
      const typed: CardStep = {
        state: { ...state, reply: next },
        effects: [{ do: 'keep-draft', text: event.text }],
      }
      return setTyping(typed, event.text !== '')
    }
    case 'left-box':
      return leftBox(state, event.text)
    case 'send':
      return reply.phase === 'replying' ? sending(state, event.id, event.text) : same(state)
    case 'reply-answered':
      return reply.phase === 'sending' ? replyAnswered(state, reply, event.answer, event.undoMs) : same(state)
    case 'undo': {
      if (reply.phase !== 'sent') return same(state)
      const { id } = reply
      return {
        state: { ...state, reply: { ...reply, phase: 'undoing' } },
        effects: [{ do: 'undo-reply', id }],
      }
    }
    case 'undo-answered':
      return reply.phase === 'undoing' ? undoAnswered(state, reply, event.answer) : same(state)
    case 'said': {
      const says = reply.phase === 'sent' || reply.phase === 'undo-refused'
      if (!says || reply.id !== event.id) return same(state)
      return { state: { ...state, reply: { phase: 'reading' } }, effects: [{ do: 'over' }] }
    }
    case 'dismiss':
      return dismissed(state)
    case 'copied':
      return same({ ...state, note: { kind: event.done ? 'copied' : 'not-copied' } })
    case 'pressed': {
      const { press } = event
      if (state.waiting) return same(state)
      return { state: { ...state, waiting: true }, effects: [{ do: 'request', press }] }
    }
    case 'press-answered': {
      const { press, answer } = event
      return same({ ...state, waiting: false, note: { kind: 'answered', press, answer } })
    }
  }
}
