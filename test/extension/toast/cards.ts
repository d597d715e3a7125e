import { actionTarget } from '../../../extension/shared/action-target.ts'
import { parseMessage } from '../../../extension/shared/format/parse-message.ts'
import type { ToastCard, ToastView } from '../../../extension/shared/toast-messages.ts'

export const card = (change: Partial<ToastCard> = {}): ToastCard => ({
  key: 'log:1',
  kind: 'message',
  author: 'Jonas',
  picture: { initials: 'J', colour: '#418032' },
  room: 'general',
  title: undefined,
  text: 'Lunch?',
  body: parseMessage(change.text ?? 'Lunch?'),
  hidden: false,
  count: 1,
  rooms: 1,
  mentions: 0,
  mention: false,
  priority: 3,
  actions: [],
  canReply: true,
  draft: '',
  claimedBy: undefined,
  remainingMs: 6000,
  moreUrgent: 0,
  ...change,
})

export const urgent = (change: Partial<ToastCard> = {}): ToastCard =>
  card({ key: 'log:9', kind: 'urgent', priority: 5, room: 'ops', remainingMs: null, ...change })

/** A card's button that sends a request. */
export const sends = (url: string): ToastCard['actions'][number] => ({
  type: 'http',
  label: 'Go',
  target: actionTarget({ type: 'http', label: 'Go', url, method: 'POST' }),
  value: undefined,
})

export const view = (cards: ToastCard[], rest = { count: 0, rooms: 0 }): ToastView => ({
  cards,
  rest,
  sound: false,
})
