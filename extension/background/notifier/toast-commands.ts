import * as v from 'valibot'
import type { LogId, RoomId } from '../../../protocol/entry.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import { asksFirst } from '../../shared/action-target.ts'
import { failAction } from '../../shared/action-failure.ts'
import {
  toastMessageSchema,
  UNDO_MS,
  type ToastAnswer,
  type ToastMessage,
  type ToastView,
} from '../../shared/toast-messages.ts'
import type { Clock } from '../clock.ts'
import type { MessageActions, Pages, ToastSender, ToConfirm } from './ports.ts'
import type { DraftCache } from './present/draft-cache.ts'
import type { Presenter } from './present/presenter.ts'
import type { ToastSession } from './present/toast-session.ts'
import type { AlertEvent } from './state/alert-step.ts'
import type { Alert, MessageAlert } from './state/alert-state.ts'
import type { AlertStore } from './state/alert-store.ts'
import { alertKey, findAlert, hasMessage } from './state/open-alerts.ts'
import { readUpToOf } from './state/repeat-urgent.ts'

/** The frame counts from the moment of sending, and an Undo may wake a worker: what it offers must not come too late. */
const HELD_MS = UNDO_MS + 500
/** The frame shows "Sent" so long, and then says that its time is over. This is for one that does not. */
const UNDO_LATE_MS = 1_000

export interface ToastCommandDeps {
  actions: MessageActions
  store: AlertStore
  presenter: Presenter
  session: ToastSession
  drafts: DraftCache
  pages: Pages
  clock: Clock
  /** Which room has this log now; undefined: none. */
  roomOf(logId: LogId): RoomId | undefined | Promise<RoomId | undefined>
}

export type ToastReply = ToastView | ToastAnswer | undefined

type MessageOf<T extends ToastMessage['type']> = Extract<ToastMessage, { type: T }>
/** About one of the cards. */
type CardMessage = Extract<ToastMessage, { key: string }>
type FrameMessage = Exclude<ToastMessage, CardMessage>

type FrameHandlers = {
  [T in FrameMessage['type']]: (message: MessageOf<T>, tabId: number) => ToastReply | Promise<ToastReply>
}
type CardHandlers = {
  [T in CardMessage['type']]: (alert: Alert, message: MessageOf<T>) => Promise<ToastAnswer | undefined>
}

const done: ToastAnswer = ok({ done: 'done' })
const elsewhere: ToastAnswer = ok({ done: 'confirm' })
const gone: ToastAnswer = failAction('unavailable', 'This message is not shown any more.', { kind: 'gone' })

/** Answers what the frame of a toast says. All of it is taken for forged until nonce, tab and key are known. */
export function createToastCommands(deps: ToastCommandDeps) {
  const { store, session, pages } = deps
  const frame = frameHandlers(deps)
  const cards = cardHandlers(deps)

  /** Undefined: it does not come from the frame of the open toast. */
  function guard(input: unknown, { tabId, frameId }: ToastSender): Guarded | undefined {
    const parsed = v.safeParse(toastMessageSchema, input)
    // A toast is a frame in a page: frame 0 is somebody who opened its address in a tab.
    if (!parsed.success || tabId === undefined || !frameId) return undefined
    const message = parsed.output
    if (session.isOpen(message.nonce, tabId)) return { message, tabId }
    // Closed meanwhile, by this worker or the one before it. A page may only lose what its own frame asks for.
    if (message.type !== 'toast-shown') void pages.unmount(tabId, message.nonce)
    return undefined
  }

  async function onCard(message: CardMessage): Promise<ToastAnswer | undefined> {
    const alert = findAlert(store.state(), message.key)
    if (alert === undefined || alert.systemOnly) return gone
    if (actsOnMessage[message.type] && hasMessage(alert)) {
      const { logId, room } = alert.message
      if ((await deps.roomOf(logId)) !== room) {
        // Restored, or left: what has this seq now is not what the card says.
        await dispatch(deps, { type: 'withdrawn', key: alert.key })
        return gone
      }
    }
    return cards[message.type](alert, message as never)
  }

  return async (input: unknown, sender: ToastSender): Promise<ToastReply> => {
    const guarded = guard(input, sender)
    if (guarded === undefined) return undefined
    const { message, tabId } = guarded
    return 'key' in message ? onCard(message) : frame[message.type](message as never, tabId)
  }
}

interface Guarded {
  message: ToastMessage
  tabId: number
}

/** These act on the message of that seq in the room's log, or on messages before it. */
const actsOnMessage: Record<CardMessage['type'], boolean> = {
  'toast-expired': false,
  'toast-dismiss': true,
  'toast-open': true,
  'toast-typing': false,
  'toast-draft': false,
  'toast-reply': true,
  'toast-undo': false,
  'toast-acknowledge': true,
  'toast-claim': true,
  'toast-action': true,
}

const dispatch = async ({ store, presenter }: ToastCommandDeps, event: AlertEvent): Promise<undefined> =>
  void (await store.oneAtATime(() => presenter.dispatch(event)))

const frameHandlers = ({ store, presenter, session, pages }: ToastCommandDeps): FrameHandlers => ({
  'toast-ready': () => session.ready(),
  'toast-shown': ({ height }) => void session.painted(height),
  'toast-flushed': () => void session.flushed(),
  'toast-blur': async ({ nonce }, tabId) => void (await pages.blur(tabId, nonce)),
  // The pointer or the focus may leave it because another program, or another tab, comes to the front.
  'toast-touched': ({ nonce, touched }) =>
    store.oneAtATime(async () => {
      const front = await pages.frontTab()
      const { toast } = store.state()
      if (toast?.nonce !== nonce) return undefined
      await presenter.dispatch({ type: 'touched', touched, inFront: front?.tabId === toast.tabId })
      return undefined
    }),
})

/** Each becomes an event of the alert, or something that is done with its message. */
function cardHandlers(deps: ToastCommandDeps): CardHandlers {
  const { actions, store, drafts } = deps
  const step = (event: AlertEvent): Promise<undefined> => dispatch(deps, event)

  async function confirm(
    { message }: MessageAlert,
    what: ToConfirm,
    upTo = message.seq,
  ): Promise<ToastAnswer> {
    const key = alertKey({ logId: message.logId, seq: upTo })
    await actions.confirm({ room: message.room, key }, what)
    return elsewhere
  }

  return {
    'toast-expired': ({ key }) => step({ type: 'expired', key }),
    'toast-dismiss': ({ key }) => step({ type: 'dismissed', key }),
    'toast-open': ({ key }) => step({ type: 'opened', key }),
    'toast-typing': ({ key }, { typing }) => step({ type: typing ? 'typing-started' : 'typing-ended', key }),
    'toast-draft': async (alert, { text }) => {
      if (!hasMessage(alert)) return gone
      drafts.changed(alert.message.room, text)
      await actions.saveDraft(alert.message.room, text)
      return undefined
    },
    'toast-reply': async (alert, message) => (hasMessage(alert) ? reply(deps, alert, message) : gone),
    'toast-undo': async ({ key, phase }, { id }) => {
      const isOurs = phase.phase === 'replied' && phase.reply === id
      if (!isOurs || !(await actions.undo(id))) return fail('unavailable', 'It has been sent already.')
      await step({ type: 'reply-undone', key })
      return done
    },
    'toast-acknowledge': async (alert, { verified }) => {
      if (!hasMessage(alert)) return gone
      // Our own page shows the newest that is counted: what is confirmed there is read up to that.
      if (!verified) return confirm(alert, 'acknowledge', readUpToOf(store.state(), alert.key, alert.message))
      await step({ type: 'finished', key: alert.key })
      return done
    },
    'toast-claim': async (alert, { verified }) => {
      if (!hasMessage(alert)) return gone
      if (!verified) return confirm(alert, 'claim')
      return carriedOut(await actions.claim(alert.message.room, alert.message.seq))
    },
    'toast-action': async (alert, { index, verified }) => {
      const action = hasMessage(alert) ? alert.message.actions[index] : undefined
      if (action === undefined || !hasMessage(alert)) return gone
      if (!verified || asksFirst(action)) return confirm(alert, `action-${index}`)
      // Copying is the frame's own to do.
      return action.type === 'copy' ? done : carriedOut(await actions.runAction(action))
    },
  }
}

/** The card stays open, with "Sent" and Undo, although the answer marks all as read. */
function reply(
  { actions, store, presenter, drafts, clock }: ToastCommandDeps,
  { key, message: { room, seq } }: MessageAlert,
  { id, text }: MessageOf<'toast-reply'>,
): Promise<ToastAnswer> {
  return store.oneAtATime(async () => {
    const stored = await actions.reply({ room, to: seq, id, text, draft: drafts.of(room), holdMs: HELD_MS })
    if (!stored.ok) return stored
    drafts.changed(room, '')
    const until = clock.now() + UNDO_MS + UNDO_LATE_MS
    await presenter.dispatch({ type: 'replied', key, reply: id, until })
    await actions.markRead(room, seq)
    return done
  })
}

const carriedOut = (result: Result<{ status: number | undefined } | null>): ToastAnswer => {
  if (!result.ok) return result
  const status = result.value?.status
  return ok(status === undefined ? { done: 'done' } : { done: 'done', status })
}
