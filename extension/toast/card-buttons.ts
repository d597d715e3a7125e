import type { ToastCard } from '../shared/toast-messages.ts'
import type { Text } from '../platform/i18n.ts'
import { button, element, type ButtonLook } from './elements.ts'

export interface CardActs {
  reply(): void
  open(): void
  dismiss(): void
  acknowledge(): void
  claim(): void
  /** Of the message. */
  action(index: 0 | 1 | 2): void
}

/** What decides which buttons a card has. */
export type ButtonFacts = Pick<ToastCard, 'kind' | 'actions' | 'canReply' | 'claimedBy'>

interface Context {
  text: Text
  allows(event: Event): boolean
}

/** Where it leads: what is on the button was chosen by whoever published the message, so that it is not repeated here. */
function goesTo({ type, target, value }: ToastCard['actions'][number], text: Text): string {
  if (type === 'copy') return value === undefined ? text('toastCopies') : text('toastCopiesThis', value)
  const whole = target?.whole ?? ''
  return type === 'view' ? text('toastOpensAt', whole) : text('toastSendsTo', whole)
}

/**
 * The message's own actions, then ours. In a card with both, and in one of priority 5, Reply and Open are small pictures beside
 * Dismiss, so that the text keeps its lines and the words of the other buttons their room.
 */
export function cardButtons(card: ButtonFacts, { text, allows }: Context, acts: CardActs): HTMLElement[] {
  const one = (look: ButtonLook, act: () => void): HTMLElement =>
    button(look, (event) => {
      if (allows(event)) act()
    })
  const row = (name: string, ...inside: HTMLElement[]): HTMLElement => {
    const made = element('div', name)
    made.append(...inside)
    return made
  }
  const named = (name: string, label: string): ButtonLook => ({ name, label })
  const picture = (name: 'reply' | 'open', label: string): ButtonLook => ({
    name,
    label,
    icon: name,
    title: label,
  })
  const close = (label: string): HTMLElement =>
    one({ name: 'dismiss', label, icon: 'close', title: label }, acts.dismiss)
  const dismiss = close(text('toastDismiss'))
  if (card.claimedBy !== undefined) return [row('tools', dismiss)]

  const urgent = card.kind === 'urgent'
  const reply = card.canReply ? [one(picture('reply', text('toastReply')), acts.reply)] : []
  const open = one(picture('open', text('toastOpen')), acts.open)
  const actions = ([0, 1, 2] as const).flatMap((index) => {
    const action = card.actions[index]
    if (action === undefined) return []
    const { label, target, value } = action
    const below = action.type === 'http' && target ? { target } : value === undefined ? {} : { value }
    const look = { name: 'action', label, title: goesTo(action, text), ...below }
    return [one(look, () => acts.action(index))]
  })
  const theirs = actions.length === 0 ? [] : [row('actions', ...actions)]
  if (urgent) {
    return [
      ...theirs,
      row(
        'buttons',
        one(named('claim', text('toastHave')), acts.claim),
        one(named('acknowledge', text('toastAcknowledge')), acts.acknowledge),
      ),
      row('tools', ...reply, open, close(text('toastLater'))),
    ]
  }
  if (theirs.length > 0) return [...theirs, row('tools', ...reply, open, dismiss)]
  return [row('buttons', ...reply, open), row('tools', dismiss)]
}
