import type { EntryId, LocalTime } from '../../../../protocol/entry.ts'
import type {
  Alert,
  AlertMessage,
  CardPhase,
  MessageAlert,
  Phase,
  Repeat,
  UrgentPhase,
} from './alert-state.ts'

/** How often, and how many times, an urgent alert comes back until somebody has it. */
export const REPEAT_EVERY_MS = 5 * 60_000
const REPEATS_MAX = 6
/** So long a card says who has it. */
const CLAIMED_MS = 3_000

/** What an edit changes of a message. */
export type Words = Pick<AlertMessage, 'title' | 'text' | 'mention'>

/** What happens to one alert. */
export type OneAlertEvent =
  /** A toast or a system notification shows it now. */
  | { type: 'shown' }
  /** Nothing could show it. `elsewhere`: a toast that was left in another tab still does, or a notification. */
  | { type: 'unshown'; elsewhere: boolean }
  /** On any device; or the room's log is no longer the person's. */
  | { type: 'read' }
  /** `visible`: a person sees its card. */
  | { type: 'claimed'; by: string; visible: boolean }
  | { type: 'typing-started' }
  | { type: 'typing-ended' }
  | { type: 'replied'; reply: EntryId; until: LocalTime }
  | { type: 'reply-undone' }
  /** By the person: "Later" where it is urgent. */
  | { type: 'dismissed' }
  /** More urgent messages are counted on it: what is new calls. */
  | { type: 'counts-more' }
  /** `agreed`: the person agrees to be disturbed by priority 5. */
  | { type: 'time-passed'; agreed: boolean }
  /** Its message says something else now. */
  | { type: 'edited'; words: Words }
  | { type: 'deleted' }

/** `raise`: it stays open, and is to be raised now. */
export type Outcome = { is: 'open'; alert: Alert } | { is: 'raise'; alert: Alert } | { is: 'ended' }

type PhaseOf<P extends Phase> = Extract<UrgentPhase, { phase: P }>
type EventOf<T extends OneAlertEvent['type']> = Extract<OneAlertEvent, { type: T }>
type Cell<P extends Phase, T extends OneAlertEvent['type']> = (at: {
  alert: Alert
  phase: PhaseOf<P>
  event: EventOf<T>
  now: LocalTime
}) => Outcome
type Row<P extends Phase> = { [T in OneAlertEvent['type']]: Cell<P, T> }

const ended = (): Outcome => ({ is: 'ended' })
const same = ({ alert }: { alert: Alert }): Outcome => ({ is: 'open', alert })
const to = (alert: Alert, phase: CardPhase): Outcome => ({ is: 'open', alert: inPhase(alert, phase) })

/** A digest and a test alert cannot be answered or claimed: they keep their phase. */
function inPhase(alert: Alert, phase: CardPhase): Alert {
  switch (alert.kind) {
    case 'message':
    case 'counted':
    case 'urgent':
      return { ...alert, phase }
    case 'digest':
    case 'test':
      return phase.phase === 'pending' || phase.phase === 'showing' ? { ...alert, phase } : alert
  }
}

/** In whichever phase: nothing is raised anew. A mention that is there no more has called the person all the same. */
function reword({ alert, event: { words } }: { alert: Alert; event: EventOf<'edited'> }): Outcome {
  if (alert.kind === 'digest' || alert.kind === 'test') return same({ alert })
  const mention = alert.message.mention || words.mention
  return { is: 'open', alert: { ...alert, message: { ...alert.message, ...words, mention, reworded: true } } }
}

/** Every phase × every event; the compiler refuses a hole. */
const table: { [P in Phase]: Row<P> } = {
  pending: {
    shown: ({ alert, now }) => to(repeatsFrom(alert, now), { phase: 'showing' }),
    // It has had its one alert and stays on the badge; an urgent one waits until something can show it.
    unshown: ({ alert }) => (alert.kind === 'urgent' ? same({ alert }) : to(alert, { phase: 'showing' })),
    read: ended,
    claimed: ended,
    'typing-started': same,
    'typing-ended': same,
    replied: ended,
    'reply-undone': same,
    dismissed: dismiss,
    'counts-more': same,
    'time-passed': tryAgain,
    edited: reword,
    deleted: ended,
  },
  showing: {
    shown: same,
    unshown: ({ alert, event }) =>
      alert.kind === 'urgent' && !event.elsewhere ? to(alert, { phase: 'pending' }) : same({ alert }),
    read: ended,
    claimed: ({ alert, event, now }) =>
      event.visible ? to(noRepeat(alert), claimOf(event.by, now)) : ended(),
    'typing-started': ({ alert, phase }) => to(alert, { phase: 'typing', whenLeft: phase }),
    'typing-ended': same,
    replied: ({ alert, event }) => to(alert, repliedPhase(event, { phase: 'undone' })),
    'reply-undone': same,
    dismissed: dismiss,
    'counts-more': same,
    'time-passed': repeat,
    edited: reword,
    deleted: ended,
  },
  typing: {
    shown: same,
    unshown: same,
    // It stays while the person types: the next keys would go into the page.
    read: ({ alert, phase }) =>
      phase.whenLeft.phase === 'showing'
        ? to(noRepeat(alert), { phase: 'typing', whenLeft: { phase: 'read' } })
        : same({ alert }),
    claimed: ({ alert, phase, event, now }) =>
      phase.whenLeft.phase === 'read'
        ? same({ alert })
        : to(noRepeat(alert), { phase: 'typing', whenLeft: claimOf(event.by, now) }),
    'typing-started': same,
    'typing-ended': ({ alert, phase: { whenLeft } }) =>
      whenLeft.phase === 'read' ? ended() : to(alert, whenLeft),
    replied: ({ alert, phase: { whenLeft }, event }) =>
      to(alert, repliedPhase(event, whenLeft.phase === 'claimed' ? whenLeft : { phase: 'undone' })),
    'reply-undone': same,
    dismissed: ({ alert, phase }) => (phase.whenLeft.phase === 'showing' ? dismiss({ alert }) : ended()),
    'counts-more': same,
    'time-passed': repeat,
    edited: reword,
    deleted: ended,
  },
  replied: {
    shown: same,
    unshown: same,
    read: same,
    claimed: ({ alert, phase, event, now }) =>
      to(noRepeat(alert), { ...phase, ifUndone: claimOf(event.by, now) }),
    'typing-started': same,
    'typing-ended': same,
    replied: ({ alert, phase, event }) => to(alert, repliedPhase(event, phase.ifUndone)),
    'reply-undone': ({ alert, phase }) => to(alert, phase.ifUndone),
    // Read with the answer: nobody is called any more.
    dismissed: ended,
    'counts-more': same,
    'time-passed': ({ alert, phase, now }) => (phase.until <= now ? ended() : same({ alert })),
    edited: reword,
    deleted: ended,
  },
  undone: {
    shown: same,
    unshown: same,
    read: same,
    claimed: ({ alert, event, now }) => to(noRepeat(alert), claimOf(event.by, now)),
    'typing-started': ({ alert, phase }) => to(alert, { phase: 'typing', whenLeft: phase }),
    'typing-ended': same,
    replied: ({ alert, event, phase }) => to(alert, repliedPhase(event, phase)),
    'reply-undone': same,
    dismissed: ended,
    'counts-more': same,
    'time-passed': repeat,
    edited: reword,
    deleted: ended,
  },
  claimed: {
    shown: same,
    unshown: same,
    read: ended,
    claimed: same,
    'typing-started': ({ alert, phase }) => to(alert, { phase: 'typing', whenLeft: phase }),
    'typing-ended': same,
    replied: ({ alert, phase, event }) => to(alert, repliedPhase(event, phase)),
    'reply-undone': same,
    dismissed: ended,
    'counts-more': same,
    'time-passed': ({ alert, phase, now }) => (phase.until <= now ? ended() : same({ alert })),
    edited: reword,
    deleted: ended,
  },
  snoozed: {
    shown: same,
    unshown: same,
    read: ended,
    claimed: ended,
    'typing-started': same,
    'typing-ended': same,
    replied: ended,
    'reply-undone': same,
    dismissed: same,
    'counts-more': ({ alert }) => to(alert, { phase: 'showing' }),
    'time-passed': repeat,
    edited: reword,
    deleted: ended,
  },
}

/** What one event makes of one alert. */
export function phaseStep(alert: Alert, event: OneAlertEvent, now: LocalTime): Outcome {
  return table[alert.phase.phase][event.type]({ alert, phase: alert.phase, event, now } as never)
}

const repliedPhase = (
  { reply, until }: EventOf<'replied'>,
  ifUndone: Extract<CardPhase, { phase: 'replied' }>['ifUndone'],
): CardPhase => ({ phase: 'replied', reply, until, ifUndone })

const claimOf = (by: string, now: LocalTime) => ({ phase: 'claimed', by, until: now + CLAIMED_MS }) as const

const nextRepeat = (done: number, now: LocalTime): Repeat =>
  done < REPEATS_MAX ? { is: 'due', at: now + REPEAT_EVERY_MS, done } : { is: 'over', done }

const noRepeat = (alert: Alert): Alert =>
  alert.kind === 'urgent' ? { ...alert, repeat: { is: 'over', done: alert.repeat.done } } : alert

/** What had to wait for a place is repeated from the moment at which it shows. */
const repeatsFrom = (alert: Alert, now: LocalTime): Alert =>
  alert.kind === 'urgent' ? { ...alert, repeat: nextRepeat(alert.repeat.done, now) } : alert

/** "Later": hidden until it is repeated; after the last repetition it is over. */
function dismiss({ alert }: { alert: Alert }): Outcome {
  if (alert.kind !== 'urgent' || alert.repeat.is === 'over') return ended()
  return { is: 'open', alert: { ...alert, phase: { phase: 'snoozed' } } }
}

type Timed<T> = { alert: Alert; event: T; now: LocalTime }

/** One that is hidden comes back; one that shows sounds again. */
function repeat({ alert, event, now }: Timed<EventOf<'time-passed'>>): Outcome {
  if (alert.kind !== 'urgent' || alert.repeat.is === 'over' || alert.repeat.at > now) return same({ alert })
  const isHidden = alert.phase.phase === 'snoozed'
  // No more agreed: what shows stays until it is ended.
  if (!event.agreed) return isHidden ? ended() : same({ alert: noRepeat(alert) })
  const next: MessageAlert = { ...alert, repeat: nextRepeat(alert.repeat.done + 1, now) }
  return { is: 'raise', alert: isHidden ? inPhase(next, { phase: 'showing' }) : next }
}

/** Nothing has shown it yet: that is tried again, and counts as no repetition. */
function tryAgain({ alert, event, now }: Timed<EventOf<'time-passed'>>): Outcome {
  if (alert.kind !== 'urgent' || alert.repeat.is === 'over' || alert.repeat.at > now) return same({ alert })
  if (!event.agreed) return ended()
  const { done } = alert.repeat
  return { is: 'raise', alert: { ...alert, repeat: { is: 'due', at: now + REPEAT_EVERY_MS, done } } }
}
