import { actionTarget, isShownWhole } from '../../bridge/action-target.ts'
import type { ToastCard, ToastView } from '../../bridge/toast-messages.ts'
import type { Action } from '../../../protocol/action.ts'
import { forToast, shownAbove, shownBelow } from './board-changes.ts'
import { isUrgent, type Board, type OpenAlert } from './board.ts'
import { sumOf } from './collection.ts'
import { countedOn } from './urgent-alerts.ts'

export interface ViewContext {
  /** Presentation mode: nothing of what people wrote. */
  hidden: boolean
  /** What was half typed in a room. */
  draft(room: string): string
}

/** At most one urgent card above one other; the rest is counted. */
export function viewOf(board: Board, context: ViewContext, sound = false): ToastView {
  const alerts = forToast(board)
  const shown = [shownAbove(board, alerts), shownBelow(board, alerts)].filter((alert) => alert !== undefined)
  const rest = alerts.filter((alert) => !shown.includes(alert) && alert.kind !== 'test')
  const rooms = new Set(rest.flatMap(({ room, parts }) => parts?.map((part) => part.room) ?? [room]))
  return {
    cards: shown.map((alert) => {
      const card = { ...cardOf(alert, context), moreUrgent: isUrgent(alert) ? countedOn(board, alert) : 0 }
      // Somebody types in it: also in the frame of the next tab, which has heard of no key yet, its time stands still.
      return alert.key === board.toast?.pinned ? { ...card, stayMs: null } : card
    }),
    rest: { count: rest.reduce((sum, alert) => sum + countOf(alert), 0), rooms: rooms.size },
    sound,
  }
}

const countOf = ({ parts, count }: OpenAlert): number => (parts === undefined ? count : sumOf(parts).count)

export function cardOf(alert: OpenAlert, { hidden, draft }: ViewContext): ToastCard {
  const sum = sumOf(alert.parts ?? [])
  const isHidden = hidden && alert.kind !== 'test'
  const written = isHidden
    ? { author: '', title: undefined, text: '', actions: [], draft: '' }
    : {
        author: alert.author,
        title: alert.title,
        text: alert.text,
        actions: alert.actions.map(shownAction),
        draft: canReply(alert) ? draft(alert.room) : '',
      }
  return {
    ...written,
    key: alert.key,
    kind: isUrgent(alert) ? 'urgent' : alert.kind === 'test' ? 'message' : alert.kind,
    room: alert.roomName,
    hidden: isHidden,
    count: countOf(alert),
    rooms: sum.rooms,
    mentions: sum.mentions,
    mention: alert.calls,
    priority: alert.priority,
    canReply: canReply(alert),
    claimedBy: alert.claimed && (isHidden ? '' : alert.claimed.by),
    stayMs: alert.left,
    moreUrgent: 0,
  }
}

const canReply = ({ kind }: OpenAlert): boolean => kind === 'message' || kind === 'counted'

/** A text that the card cannot show whole is not in the frame: it is shown, and copied, on a page of our own. */
function shownAction(action: Action): ToastCard['actions'][number] {
  const { type, label } = action
  if (action.type !== 'copy') return { type, label, target: actionTarget(action), value: undefined }
  return { type, label, target: undefined, value: isShownWhole(action.value) ? action.value : undefined }
}
