import type { Action } from '../../../../protocol/action.ts'
import type { RoomId } from '../../../../protocol/entry.ts'
import { actionTarget, isShownWhole } from '../../../shared/action-target.ts'
import { parseMessage } from '../../../shared/format/parse-message.ts'
import { initials, personColour } from '../../../shared/person-colour.ts'
import type { ToastCard, ToastView } from '../../../shared/toast-messages.ts'
import type { Alert, AlertOf, AlertState, MessageAlert } from '../state/alert-state.ts'
import { leadingRoom, summaryOf } from '../state/digest-queue.ts'
import {
  cardAbove,
  cardBelow,
  claimerOf,
  countOf,
  inToast,
  remainingOf,
  weightOf,
} from '../state/open-alerts.ts'
import { countedOn } from '../state/repeat-urgent.ts'

export interface ViewContext {
  /** Nothing of what people wrote may show: somebody else may look at the screen. */
  hidden: boolean
  /** What was half typed in a room. */
  draft(room: RoomId): string
}

/** At most one urgent card above one other; the rest is counted. */
export function viewOf(state: AlertState, context: ViewContext, sound = false): ToastView {
  const alerts = inToast(state)
  const shown = [cardAbove(alerts), cardBelow(alerts)].filter((alert) => alert !== undefined)
  const rest = alerts.filter((alert) => !shown.includes(alert) && alert.kind !== 'test')
  return {
    cards: shown.map((alert) => ({
      ...cardOf(alert, context),
      moreUrgent: alert.kind === 'urgent' ? countedOn(state, alert.key) : 0,
    })),
    rest: {
      count: rest.reduce((sum, alert) => sum + countOf(alert), 0),
      rooms: new Set(rest.flatMap(roomsOfAlert)).size,
    },
    sound,
  }
}

function roomsOfAlert(alert: Alert): RoomId[] {
  switch (alert.kind) {
    case 'message':
    case 'counted':
    case 'urgent':
      return [alert.message.room]
    case 'digest':
      return alert.parts.map(({ room }) => room)
    case 'test':
      return []
  }
}

/** What one alert says, on a card or in a system notification. */
export function cardOf(alert: Alert, context: ViewContext): ToastCard {
  const remaining = remainingOf(alert)
  // The frame of the next tab has heard of no key yet, and pauses the time of a card that is typed in all the same.
  const isPaused = remaining === 'until ended' || alert.phase.phase === 'typing'
  const common = { key: alert.key, remainingMs: isPaused ? null : remaining, moreUrgent: 0 }
  switch (alert.kind) {
    case 'message':
    case 'counted':
    case 'urgent':
      return { ...messageCard(alert, context), ...common }
    case 'digest':
      return { ...digestCard(alert, context), ...common }
    case 'test':
      return { ...testCard(alert), ...common }
  }
}

type Face = Omit<ToastCard, 'key' | 'remainingMs' | 'moreUrgent'>

const nothingWritten = {
  author: '',
  picture: undefined,
  title: undefined,
  text: '',
  body: [],
  actions: [],
  draft: '',
}

const pictureOf = (id: string, name: string): ToastCard['picture'] => ({
  initials: initials(name),
  colour: personColour(id),
})

function messageCard(alert: MessageAlert, { hidden, draft }: ViewContext): Face {
  const { author, authorId = author, title, text, actions, room, roomName } = alert.message
  const { priority, mention } = weightOf(alert)
  const written = {
    ...{ author, picture: pictureOf(authorId, author), title, text, body: parseMessage(text) },
    ...{ actions: actions.map(shownAction), draft: draft(room) },
  }
  const claimedBy = claimerOf(alert)
  return {
    ...(hidden ? nothingWritten : written),
    kind: alert.kind,
    room: roomName,
    hidden,
    count: countOf(alert),
    rooms: 0,
    mentions: 0,
    mention,
    priority,
    canReply: true,
    claimedBy: hidden && claimedBy !== undefined ? '' : claimedBy,
  }
}

function digestCard({ parts }: AlertOf<'digest'>, { hidden }: ViewContext): Face {
  const summary = summaryOf(parts)
  return {
    ...nothingWritten,
    ...summary,
    kind: 'digest',
    room: leadingRoom(parts)?.roomName ?? '',
    hidden,
    mention: summary.mentions > 0,
    priority: 3,
    canReply: false,
    claimedBy: undefined,
  }
}

const testCard = ({ author, text }: AlertOf<'test'>): Face => ({
  ...nothingWritten,
  author,
  picture: pictureOf(author, author),
  text,
  body: parseMessage(text),
  kind: 'message',
  room: '',
  hidden: false,
  count: 1,
  rooms: 0,
  mentions: 0,
  mention: false,
  priority: 3,
  canReply: false,
  claimedBy: undefined,
})

/** A text that the card cannot show whole is not in the frame: it is shown, and copied, on a page of our own. */
function shownAction(action: Action): ToastCard['actions'][number] {
  const { type, label } = action
  if (action.type !== 'copy') return { type, label, target: actionTarget(action), value: undefined }
  return { type, label, target: undefined, value: isShownWhole(action.value) ? action.value : undefined }
}
