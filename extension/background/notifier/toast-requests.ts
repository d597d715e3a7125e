import * as v from 'valibot'
import type { Action } from '../../../protocol/action.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import { asksFirst } from '../../bridge/action-target.ts'
import { failDeed } from '../../bridge/deed-failure.ts'
import {
  toastMessageSchema,
  UNDO_MS,
  type ToastAnswer,
  type ToastMessage,
  type ToastView,
} from '../../bridge/toast-messages.ts'
import { answered, end, expire, hold, later, pin, unpin } from './board-changes.ts'
import type { Board, OpenAlert } from './board.ts'
import { leading } from './collection.ts'
import type { Desk } from './desk.ts'
import type { Screen } from './screen.ts'
import { readUpToOf } from './urgent-alerts.ts'
import type { Clock, Pages, ToastSender, ToastSlot } from './toast-slot.ts'

/** The frame counts from the moment of sending, and an Undo may wake a worker: what it offers must not come too late. */
const HELD_MS = UNDO_MS + 500
/** The frame shows "Sent" so long, and then says that its time is over. This is for one that does not. */
const UNDO_LATE_MS = 1_000

/** Of a message's actions the one at this index, or ours. */
type ToConfirm = 'acknowledge' | 'claim' | 'action-0' | 'action-1' | 'action-2'

/** What a person does with a card, and where it leads. */
export interface CardDeeds {
  /** The person has read the room so far: on all devices. */
  seen(room: string, seq: number): Promise<void>
  /** Settles when it is stored in the outbox; the room's draft goes with it. */
  reply(message: { room: string; id: string; text: string; holdMs: number }): Promise<Result<null>>
  /** False: it is on its way already. */
  undo(id: string): Promise<boolean>
  claim(room: string, seq: number): Promise<Result<null>>
  runAction(action: Action): Promise<Result<{ status: number | undefined }>>
  /** A page of our own asks there: a click in this browser's frames can be stolen. */
  confirm(message: { room: string; key: string }, what: ToConfirm): Promise<void>
  saveDraft(room: string, text: string): Promise<void>
  /** Undefined: whatever was open last. */
  openRoom(room: string | undefined): void
}

export interface ToastRequestsDeps {
  deeds: CardDeeds
  desk: Desk
  screen: Screen
  slot: ToastSlot
  pages: Pages
  clock: Clock
  /** Remembered until the card shows again somewhere else. */
  draftChanged(room: string, text: string): void
  /** Which room has this log now; undefined: none. */
  roomOf(logId: string): string | undefined | Promise<string | undefined>
}

const done: ToastAnswer = ok({ done: 'done' })
const elsewhere: ToastAnswer = ok({ done: 'confirm' })
const gone: ToastAnswer = failDeed('unavailable', 'This message is not shown any more.', { kind: 'gone' })

/** What is done by these is done to the message of that seq in the room's log, or to what stands before it. */
const onMessage: ToastMessage['type'][] = [
  ...(['toast-dismiss', 'toast-open', 'toast-reply', 'toast-acknowledge'] as const),
  ...(['toast-claim', 'toast-action'] as const),
]

type About = Extract<ToastMessage, { key: string }>

/** Answers what the frame of a toast says. All of it is taken for forged until nonce, tab and key are known. */
export function createToastRequests(deps: ToastRequestsDeps) {
  const { deeds, desk, screen, slot, pages, clock } = deps

  const change = (next: (board: Board) => Board): Promise<void> =>
    desk.inTurn(() => screen.change(next(desk.board())))

  const known = (key: string): OpenAlert | undefined => {
    const alert = desk.board().alerts.find((other) => other.key === key)
    return alert?.noToast === true ? undefined : alert
  }

  return async (input: unknown, sender: ToastSender): Promise<ToastView | ToastAnswer | undefined> => {
    const parsed = v.safeParse(toastMessageSchema, input)
    // A toast is a frame in a page: frame 0 is somebody who opened its address in a tab.
    if (!parsed.success || sender.tabId === undefined || !sender.frameId) return undefined
    const message = parsed.output
    if (!slot.isOpen(message.nonce, sender.tabId)) {
      // Taken back meanwhile, by this worker or the one before it. A page may only lose what its own frame asks for.
      if (message.type !== 'toast-shown') void pages.remove(sender.tabId, message.nonce)
      return undefined
    }
    if ('key' in message) return about(message)
    switch (message.type) {
      case 'toast-ready':
        return slot.ready()
      case 'toast-shown':
        return void slot.painted(message.height)
      case 'toast-flushed':
        return void slot.flushed()
      case 'toast-held':
        return void (await held(message.nonce, message.held))
      case 'toast-blur':
        return void (await pages.blur(sender.tabId, message.nonce))
    }
  }

  /** What lets go of it may be another program, or another tab, that comes to the front. */
  function held(nonce: string, is: boolean): Promise<void> {
    return desk.inTurn(async () => {
      const front = await pages.frontTab()
      const { toast } = desk.board()
      if (toast?.nonce === nonce)
        await screen.change(hold(desk.board(), is, front?.tabId === toast.tabId, clock.now()))
    })
  }

  async function about(message: About): Promise<ToastAnswer | undefined> {
    const alert = known(message.key)
    if (alert === undefined) return gone
    const { key, room, seq } = alert
    if (hasText(alert) && onMessage.includes(message.type) && (await deps.roomOf(alert.logId)) !== room) {
      // Restored, or left: what has this seq now is not what the card says.
      await change((board) => end(board, key, clock.now()))
      return gone
    }
    switch (message.type) {
      case 'toast-expired':
        return void (await change((board) => expire(board, key, clock.now())))
      case 'toast-dismiss':
        if (alert.urgent !== undefined && alert.claimed === undefined)
          return void (await change((board) => later(board, key)))
        return finish(alert)
      case 'toast-open':
        deeds.openRoom(alert.kind === 'test' ? undefined : (leading(alert.parts ?? [])?.room ?? room))
        return finish(alert)
      case 'toast-pinned':
        return void (await change((board) =>
          message.pinned ? pin(board, key, clock.now()) : unpin(board, key, clock.now()),
        ))
      case 'toast-draft':
        if (!hasText(alert)) return gone
        deps.draftChanged(room, message.text)
        return void (await deeds.saveDraft(room, message.text))
      case 'toast-reply':
        return hasText(alert) ? reply(alert, message.id, message.text) : gone
      case 'toast-undo':
        return undo(alert, message.id)
      case 'toast-acknowledge':
        if (!hasText(alert)) return gone
        if (message.verified) return (await finish(alert), done)
        // It shows the newest that is counted: what is confirmed there is read up to that.
        return confirm({ ...alert, key: `${alert.logId}:${readUpToOf(desk.board(), alert)}` }, 'acknowledge')
      case 'toast-claim':
        if (!hasText(alert)) return gone
        return message.verified ? carriedOut(await deeds.claim(room, seq)) : confirm(alert, 'claim')
      case 'toast-action': {
        const action = alert.actions[message.index]
        if (action === undefined) return gone
        if (!message.verified || asksFirst(action)) return confirm(alert, `action-${message.index}`)
        // Copying is the frame's own to do.
        return action.type === 'copy' ? done : carriedOut(await deeds.runAction(action))
      }
    }
  }

  /** Ended by the person, so it is read: on all devices. What a digest or a test stands for has not been read. */
  async function finish(alert: OpenAlert): Promise<undefined> {
    // First: a worker that dies in between leaves a card that goes since it is read, and not a message that stays unread.
    if (hasText(alert)) await deeds.seen(alert.room, readUpToOf(desk.board(), alert))
    await change((board) => end(board, alert.key, clock.now()))
  }

  async function confirm({ room, key }: OpenAlert, what: ToConfirm): Promise<ToastAnswer> {
    await deeds.confirm({ room, key }, what)
    return elsewhere
  }

  /** The card stays, with "Sent" and Undo, although all has been read with it. */
  async function reply({ key, room, seq }: OpenAlert, id: string, text: string): Promise<ToastAnswer> {
    return desk.inTurn(async () => {
      const stored = await deeds.reply({ room, id, text, holdMs: HELD_MS })
      if (!stored.ok) return stored
      deps.draftChanged(room, '')
      const until = clock.now() + UNDO_MS + UNDO_LATE_MS
      await screen.change(answered(desk.board(), key, id, until))
      await deeds.seen(room, seq)
      return done
    })
  }

  async function undo({ key, kept }: OpenAlert, id: string): Promise<ToastAnswer> {
    if (kept?.reply !== id || !(await deeds.undo(id))) return fail('unavailable', 'It has been sent already.')
    await change((board) => answered(board, key, id, null))
    return done
  }
}

const carriedOut = (result: Result<{ status: number | undefined } | null>): ToastAnswer => {
  if (!result.ok) return result
  const status = result.value?.status
  return ok({ done: 'done', ...(status === undefined ? {} : { status }) })
}

/** It is a message that the person could read there. */
export const hasText = ({ kind }: OpenAlert): boolean => kind === 'message' || kind === 'counted'
