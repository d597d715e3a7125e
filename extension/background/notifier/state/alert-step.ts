import type { EntryId, LocalTime, RoomId, Seq } from '../../../../protocol/entry.ts'
import type { DisplayTime } from '../policy/display-time.ts'
import { mayPlaySound } from '../policy/urgent-limit.ts'
import { addAlert } from './add-alert.ts'
import { admitArrival, type Arrival, type ArrivalContext } from './admit-arrival.ts'
import type { AlertState } from './alert-state.ts'
import {
  end,
  expire,
  leaveCards,
  passTime,
  resumeAfter,
  setClock,
  startTyping,
  touch,
} from './display-clock.ts'
import {
  claimerOf,
  closeToast,
  findAlert,
  hasMessage,
  isUrgent,
  roomToOpen,
  stepAlerts,
  stepOne,
  typedIn,
} from './open-alerts.ts'
import { raiseDigest, type AlertContext } from './raise-digest.ts'
import { fillUrgent, readUpToOf, waitingForPlace, type Raised } from './repeat-urgent.ts'
import { keepOwnRooms, readUpTo, type OwnRoom } from './retract.ts'
import { keptBySystem, notificationGone, settle, systemAlerts } from './settle.ts'

/** What becomes of the open toast where its alerts are raised elsewhere. `tampered`: its page did something to it. */
type ToastFate = 'remains' | 'goes' | 'tampered'

export type AlertEvent =
  // From the log
  | { type: 'arrived'; arrival: Arrival; context: ArrivalContext }
  | { type: 'catch-up-ended'; context: AlertContext }
  | { type: 'read'; room: RoomId; upTo: Seq }
  | { type: 'rooms-changed'; rooms: readonly OwnRoom[] }
  // From the browser and its clock
  | { type: 'time-passed'; context: AlertContext }
  /** A page came to the front, or a permission or setting changed: what waits for a place may have one. */
  | { type: 'place-appeared'; agreed: boolean }
  | { type: 'test-asked'; author: string; text: string; remainingMs: DisplayTime }
  // From the person
  | { type: 'expired'; key: string }
  /** Read, and done with. */
  | { type: 'finished'; key: string }
  /** The same, and its room opens. */
  | { type: 'opened'; key: string }
  /** An urgent one is hidden until its next repetition; any other is finished. */
  | { type: 'dismissed'; key: string }
  /** Its room is not the person's any more, or has another log: what has its seq now is another message. */
  | { type: 'withdrawn'; key: string }
  | { type: 'typing-started'; key: string }
  | { type: 'typing-ended'; key: string }
  | { type: 'replied'; key: string; reply: EntryId; until: LocalTime }
  | { type: 'reply-undone'; key: string }
  | { type: 'touched'; touched: boolean; inFront: boolean }
  | { type: 'notification-gone'; key: string }
  // From the presenter: what became of its effects
  /** A toast is about to be mounted there, and is stored before it is. */
  | { type: 'toast-opening'; nonce: string; tabId: number; keys: readonly string[] }
  | { type: 'shown-in-toast'; keys: readonly string[]; sound: boolean }
  /** `open`: the system notifications that the person can see. */
  | {
      type: 'shown-by-system'
      keys: readonly string[]
      sound: boolean
      open: readonly string[]
      toast: ToastFate
    }
  | { type: 'shown-nowhere'; keys: readonly string[]; toast: ToastFate }
  | { type: 'toast-in-front' }
  | { type: 'toast-behind' }
  /** The worker before this one stored them, and died before they showed. */
  | { type: 'pending-found' }

/** What the presenter does, in this order; all but the first three once the state is stored. */
export type AlertEffect =
  | { type: 'open-room'; room: RoomId | undefined }
  /** First: a worker that dies in between leaves a card that goes since it is read, and not a message that stays unread. */
  | { type: 'mark-read'; room: RoomId; upTo: Seq }
  /** The frame of the toast saves what is half typed: its card goes, or its frame does. */
  | { type: 'flush-draft' }
  | { type: 'unmount'; tabId: number; nonce: string }
  | { type: 'clear'; key: string }
  | { type: 'notify'; key: string; sound: boolean }
  /** The open toast shows the state as it is, with a sound. Without one it is shown after each event. */
  | { type: 'play-sound' }
  /** Finds a place for these: the page in front, the system, or none. An event says which. */
  | { type: 'raise'; keys: readonly string[]; sound: boolean }

export interface AlertStep {
  state: AlertState
  effects: AlertEffect[]
}

type EventOf<T extends AlertEvent['type']> = Extract<AlertEvent, { type: T }>
type Handlers = {
  [T in AlertEvent['type']]: (state: AlertState, event: EventOf<T>, now: LocalTime) => AlertStep
}

/** All alerts: what an event makes of them, and what follows from it. Pure; `now` is this machine's clock in ms. */
export function alertStep(state: AlertState, event: AlertEvent, now: LocalTime): AlertStep {
  const step = handlers[event.type](state, event as never, now)
  if (step.state === state && step.effects.length === 0) return step
  // What is raised is settled by the event that says where it shows.
  if (step.effects.some(({ type }) => type === 'raise')) return step
  const next = fillUrgent(settle(resumeAfter(state, step.state, now)), now)
  return { state: next, effects: [...leaving(state, next), ...step.effects] }
}

/** What shows no more: half typed text is saved first, and what goes is gone before the same alert shows elsewhere. */
function leaving(before: AlertState, next: AlertState): AlertEffect[] {
  const { toast } = before
  const closes = toast !== undefined && toast.nonce !== next.toast?.nonce
  const typed = typedIn(before.alerts)
  const losesText =
    toast !== undefined && typed !== undefined && (closes || findAlert(next, typed.key) === undefined)
  const gone = before.system.filter((key) => !next.system.includes(key))
  return [
    ...(losesText ? [{ type: 'flush-draft' } as const] : []),
    ...(closes ? [{ type: 'unmount', tabId: toast.tabId, nonce: toast.nonce } as const] : []),
    ...gone.map((key) => ({ type: 'clear', key }) as const),
  ]
}

const only = (state: AlertState): AlertStep => ({ state, effects: [] })
const raising = ({ state, raise, sound }: Raised): AlertStep =>
  raise.length === 0 ? only(state) : { state, effects: [{ type: 'raise', keys: raise, sound }] }

/** Every event; the compiler refuses a hole. */
const handlers: Handlers = {
  arrived: (state, { arrival, context }, now) => raising(admitArrival(state, arrival, context, now)),
  'catch-up-ended': (state, { context }, now) => raising(raiseDigest(state, 'catchUpQueue', context, now)),
  read: (state, { room, upTo }, now) => only(readUpTo(state, room, upTo, now)),
  'rooms-changed': (state, { rooms }, now) => only(keepOwnRooms(state, rooms, now)),
  'time-passed': (state, { context }, now) => raising(passMoment(state, context, now)),
  'place-appeared': (state, { agreed }) =>
    raising({ state, raise: agreed ? waitingForPlace(state) : [], sound: true }),
  'pending-found': (state) => {
    const raise = state.alerts.filter(({ phase }) => phase.phase === 'pending').map(({ key }) => key)
    return raising({ state, raise, sound: true })
  },
  'test-asked': (state, { author, text, remainingMs }, now) => {
    const key = `test:${now}`
    const phase = { phase: 'pending' } as const
    const alert = { kind: 'test', key, systemOnly: false, author, text, at: now, remainingMs, phase } as const
    return raising({ state: addAlert(state, alert, now), raise: [key], sound: true })
  },
  expired: (state, { key }, now) => only(expire(state, key, now)),
  finished: (state, { key }, now) => finish(state, key, now),
  opened: (state, { key }, now) => {
    const alert = findAlert(state, key)
    const finished = finish(state, key, now)
    const opens: AlertEffect[] = alert ? [{ type: 'open-room', room: roomToOpen(alert) }] : []
    return { ...finished, effects: [...opens, ...finished.effects] }
  },
  dismissed: (state, { key }, now) => {
    const alert = findAlert(state, key)
    const isSnoozed = alert?.kind === 'urgent' && claimerOf(alert) === undefined
    return isSnoozed ? only(stepOne(state, key, { type: 'dismissed' }, now)) : finish(state, key, now)
  },
  withdrawn: (state, { key }, now) => only(end(state, key, now)),
  'typing-started': (state, { key }, now) => only(startTyping(state, key, now)),
  'typing-ended': (state, { key }, now) => only(stepOne(state, key, { type: 'typing-ended' }, now)),
  replied: (state, { key, reply, until }, now) =>
    only(stepOne(state, key, { type: 'replied', reply, until }, now)),
  'reply-undone': (state, { key }, now) => only(stepOne(state, key, { type: 'reply-undone' }, now)),
  touched: (state, { touched, inFront }, now) => only(touch(state, touched, inFront, now)),
  'notification-gone': (state, { key }, now) => only(notificationGone(state, key, now)),
  'toast-opening': (state, { nonce, tabId, keys }, now) => {
    const opened: AlertState = {
      ...markShown(passTime(state, now), now),
      system: state.system.filter((key) => !keys.includes(key)),
      toast: { nonce, tabId, clock: { is: 'stopped' }, touched: false },
    }
    return only(setClock(opened, true, now))
  },
  'shown-in-toast': (state, { keys, sound }, now) => ({
    state: { ...markShown(state, now), system: keptBySystem(state, keys) },
    effects: sound ? [{ type: 'play-sound' }] : [],
  }),
  'shown-by-system': showBySystem,
  'shown-nowhere': (state, { keys, toast }, now) => {
    const next = toast === 'remains' ? state : withoutToast(state, toast, now)
    const shows = (key: string, systemOnly: boolean): boolean =>
      next.system.includes(key) || (next.toast !== undefined && !systemOnly && !keys.includes(key))
    return only(
      stepAlerts(next, ({ key, systemOnly }) => ({ type: 'unshown', elsewhere: shows(key, systemOnly) }), now)
        .state,
    )
  },
  'toast-in-front': (state, _, now) => only(setClock(passTime(state, now), true, now)),
  'toast-behind': (state, _, now) => only(setClock(passTime(state, now), false, now)),
}

/** Ends an alert of the person's. Of a digest or a test alert nothing is marked as read. */
function finish(state: AlertState, key: string, now: LocalTime): AlertStep {
  const alert = findAlert(state, key)
  const next = end(state, key, now)
  if (alert === undefined || !hasMessage(alert)) return only(next)
  const upTo = readUpToOf(state, key, alert.message)
  return { state: next, effects: [{ type: 'mark-read', room: alert.message.room, upTo }] }
}

const markShown = (state: AlertState, now: LocalTime): AlertState =>
  stepAlerts(state, () => ({ type: 'shown' }), now).state

/** Its cards are left; of a toast that its page tampered with, no alert goes into a toast again. */
function withoutToast(state: AlertState, fate: ToastFate, now: LocalTime): AlertState {
  const closed = closeToast(leaveCards(passTime(state, now), now))
  if (fate !== 'tampered') return closed
  return { ...closed, alerts: closed.alerts.map((alert) => ({ ...alert, systemOnly: true })) }
}

/** A notification that is not open any more was closed, unheard: it does not sound again since something else comes. */
function showBySystem(state: AlertState, event: EventOf<'shown-by-system'>, now: LocalTime): AlertStep {
  const { keys, sound, open, toast } = event
  const closed = state.system.filter((key) => !open.includes(key) && !keys.includes(key))
  const rest = closed.reduce((next, key) => notificationGone(next, key, now), state)
  const shown = markShown(withoutToast(rest, toast, now), now)
  const alerts = systemAlerts(shown)
  const notify = alerts.filter(({ key }) => keys.includes(key) || !open.includes(key))
  return {
    state: { ...shown, system: alerts.map(({ key }) => key) },
    effects: notify.map(({ key }) => ({ type: 'notify', key, sound })),
  }
}

/** What the passing of time alone changes: repetitions, digests that fall due, cards that only say something for a moment. */
function passMoment(state: AlertState, context: AlertContext, now: LocalTime): Raised {
  const agreed = context.settings.person().urgent
  const passed = stepAlerts(state, () => ({ type: 'time-passed', agreed }), now)
  const due = (['catchUpQueue', 'burstQueue'] as const).filter((which) => {
    const queue = passed.state[which]
    return queue.is === 'waiting' && queue.due <= now
  })
  const raised = due.reduce<Raised>(
    (all, which) => {
      const one = raiseDigest(all.state, which, context, now)
      return {
        state: one.state,
        raise: [...all.raise, ...one.raise],
        sound: all.sound || one.raise.length > 0,
      }
    },
    { state: passed.state, raise: passed.raise, sound: false },
  )
  if (passed.raise.length === 0) return raised
  const sound = raised.sound || mayPlaySound(raised.state.lastSound, now)
  return { ...raised, sound, state: sound ? { ...raised.state, lastSound: now } : raised.state }
}

/** When time changes something next, this machine's clock in ms; undefined: never. */
export function nextMoment(state: AlertState): LocalTime | undefined {
  const moments = state.alerts.flatMap((alert) => {
    const { phase } = alert
    if (phase.phase === 'replied' || phase.phase === 'claimed') return [phase.until]
    return isUrgent(alert) && alert.repeat.is === 'due' ? [alert.repeat.at] : []
  })
  const queues = [state.catchUpQueue, state.burstQueue].flatMap((queue) =>
    queue.is === 'waiting' ? [queue.due] : [],
  )
  const all = [...moments, ...queues]
  return all.length === 0 ? undefined : Math.min(...all)
}
