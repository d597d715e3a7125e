import * as v from 'valibot'
import { actionSchema } from '../../../../protocol/action.ts'
import {
  prioritySchema,
  type EntryId,
  type LocalTime,
  type LogId,
  type RoomId,
  type Seq,
  type ServerTime,
} from '../../../../protocol/entry.ts'
import { noBursts, type BurstState } from '../policy/burst-limit.ts'

// Each was checked when it came from the server or was made here: of what is read back only the type is checked.
const room: v.GenericSchema<string, RoomId> = v.string()
const logId: v.GenericSchema<string, LogId> = v.string()
const entryId: v.GenericSchema<string, EntryId> = v.string()
const seq: v.GenericSchema<number, Seq> = v.number()
const serverTime: v.GenericSchema<number, ServerTime> = v.number()
/** This machine's clock, ms. */
const localTime: v.GenericSchema<number, LocalTime> = v.number()

/** Everything that a card shows of a message is kept, so that a worker that was killed can show it again. */
export const alertMessageSchema = v.strictObject({
  logId,
  seq,
  room,
  roomName: v.string(),
  author: v.string(),
  /** Of the author; what was stored before it was kept has none. */
  authorId: v.optional(v.string()),
  title: v.optional(v.string()),
  text: v.string(),
  priority: prioritySchema,
  /** It mentions the person. */
  mention: v.boolean(),
  actions: v.array(actionSchema),
  /** The server's clock, ms UTC. */
  at: serverTime,
  /** The edit that added the mention, where that is what alerts. */
  editSeq: v.optional(seq),
  /** It says something else than when it was raised: a notification of the worker before may say that still. */
  reworded: v.optional(v.literal(true)),
})
export type AlertMessage = v.InferOutput<typeof alertMessageSchema>

/** Of a message that waits for a digest: what decides, when the digest is raised, whether the message still belongs into it. */
const digestItemSchema = v.strictObject({
  seq,
  mention: v.boolean(),
  priority: prioritySchema,
  age: v.picklist(['fresh', 'stale']),
  editSeq: v.optional(seq),
})
export type DigestItem = v.InferOutput<typeof digestItemSchema>

/** Up to which seq the room is to be read for it to be read: a message may have been read before it was edited. */
export const readBy = ({ seq, editSeq }: { seq: Seq; editSeq?: Seq | undefined }): Seq => editSeq ?? seq

const digestRoomSchema = v.strictObject({
  room,
  roomName: v.string(),
  /** People in the room. */
  members: v.number(),
  logId,
  /** Ascending. */
  items: v.array(digestItemSchema),
  /** The newest of the items in full; left out where that one was read or claimed. */
  newest: v.optional(alertMessageSchema),
  /** Unread messages before the first item, which are not in the cache: the server counted them. */
  skipped: v.number(),
})
export type DigestRoom = v.InferOutput<typeof digestRoomSchema>

/** `due`, this machine's clock in ms, is when the digest is raised at the latest. An empty queue is never due. */
const digestQueueSchema = v.variant('is', [
  v.strictObject({ is: v.literal('empty') }),
  v.strictObject({ is: v.literal('waiting'), rooms: v.array(digestRoomSchema), due: localTime }),
])
export type DigestQueue = v.InferOutput<typeof digestQueueSchema>

const displayTimeSchema = v.union([v.number(), v.literal('until ended')])
const weightFields = { priority: prioritySchema, mention: v.boolean(), displayTime: displayTimeSchema }

const pending = v.strictObject({ phase: v.literal('pending') })
const showing = v.strictObject({ phase: v.literal('showing') })
const undone = v.strictObject({ phase: v.literal('undone') })
const snoozed = v.strictObject({ phase: v.literal('snoozed') })
/** Somebody said "I have it". Times are this machine's clock in ms. */
const claimed = v.strictObject({ phase: v.literal('claimed'), by: v.string(), until: localTime })
const replied = v.strictObject({
  phase: v.literal('replied'),
  /** The id of the reply. */
  reply: entryId,
  until: localTime,
  ifUndone: v.variant('phase', [undone, claimed]),
})
const typing = v.strictObject({
  phase: v.literal('typing'),
  /** What becomes of the card when the person stops typing. `read`: it was read elsewhere, so it goes. */
  whenLeft: v.variant('phase', [showing, undone, claimed, v.strictObject({ phase: v.literal('read') })]),
})

const briefPhase = v.variant('phase', [pending, showing])
const cardPhase = v.variant('phase', [pending, showing, typing, replied, undone, claimed])
const urgentPhase = v.variant('phase', [pending, showing, typing, replied, undone, claimed, snoozed])

export type CardPhase = v.InferOutput<typeof cardPhase>
export type UrgentPhase = v.InferOutput<typeof urgentPhase>

/** `done` repetitions lie behind it. `over`: it was repeated often enough, or the person does not agree any more. */
const repeatSchema = v.variant('is', [
  v.strictObject({ is: v.literal('due'), at: localTime, done: v.number() }),
  v.strictObject({ is: v.literal('over'), done: v.number() }),
])
export type Repeat = v.InferOutput<typeof repeatSchema>

const common = {
  /** `logId:seq`: its identity, and the id of its system notification. */
  key: v.string(),
  /** A page has tampered with a toast that showed it: no toast shows it any more. */
  systemOnly: v.boolean(),
}
/** Ms of being looked at. */
const timed = { ...common, remainingMs: displayTimeSchema }

const alertSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('message'), ...timed, message: alertMessageSchema, phase: cardPhase }),
  v.strictObject({
    kind: v.literal('counted'),
    ...timed,
    /** The newest. */
    message: alertMessageSchema,
    /** At least two, ascending, `message` the last. While one is unread, its weight counts for the card. */
    counts: v.array(v.strictObject({ seq, ...weightFields })),
    phase: cardPhase,
  }),
  v.strictObject({
    kind: v.literal('urgent'),
    ...common,
    message: alertMessageSchema,
    repeat: repeatSchema,
    phase: urgentPhase,
  }),
  v.strictObject({
    kind: v.literal('digest'),
    ...timed,
    parts: v.array(digestRoomSchema),
    phase: briefPhase,
  }),
  v.strictObject({
    kind: v.literal('test'),
    ...timed,
    author: v.string(),
    text: v.string(),
    at: localTime,
    phase: briefPhase,
  }),
])

/**
 * One alert: a kind and a phase. phase-table.ts says how each event changes each phase.
 *
 * - `pending`: stored, and not shown yet. An urgent one also waits here again when nothing can show it.
 * - `showing`: a toast or a system notification shows it, on a card of its own or counted.
 * - `typing`: the person types a reply on its card.
 * - `replied`: the card says "Sent" and offers Undo.
 * - `undone`: the reply was undone. The message counts as read, so only the person ends the card.
 * - `claimed`: the card says who has it.
 * - `snoozed`: "Later"; hidden until its next repetition.
 */
export type Alert = v.InferOutput<typeof alertSchema>
export type AlertOf<K extends Alert['kind']> = Extract<Alert, { kind: K }>
export type Phase = UrgentPhase['phase']
/** An alert of a message that the person can read, answer and claim. */
export type MessageAlert = AlertOf<'message' | 'counted' | 'urgent'>

const toastSchema = v.strictObject({
  nonce: v.string(),
  tabId: v.number(),
  /** The display time of its cards. It is paused while the toast is touched, typed in, or behind another tab. */
  clock: v.variant('is', [
    v.strictObject({ is: v.literal('running'), since: localTime }),
    v.strictObject({ is: v.literal('stopped') }),
  ]),
  /** The pointer or the focus is on it. */
  touched: v.boolean(),
})
export type OpenToast = v.InferOutput<typeof toastSchema>

const burstMessageSchema = v.strictObject({ seq, ...weightFields, shownAt: localTime })
const burstRoomSchema = v.strictObject({ logId, messages: v.array(burstMessageSchema) })

const alertStateSchema = v.strictObject({
  version: v.literal(2),
  /** In the order in which they were raised. */
  alerts: v.array(alertSchema),
  /** The one open toast; left out: none is open. */
  toast: v.optional(toastSchema),
  /** Keys that system notifications show. */
  system: v.array(v.string()),
  /** The system notifications hide the text of messages. */
  textHidden: v.boolean(),
  /** From the log, after an absence. */
  catchUpQueue: digestQueueSchema,
  /** Beyond the burst limit. */
  burstQueue: digestQueueSchema,
  /** Urgent messages that have no alert of their own: counted on one that has. The room that was added to last is last. */
  urgentMore: v.array(digestRoomSchema),
  /** When an urgent alert last played its sound. */
  lastSound: v.union([localTime, v.literal('never')]),
  bursts: v.strictObject({ cards: v.array(localTime), rooms: v.record(room, burstRoomSchema) }),
})

/**
 * All open alerts, and where they show. It is stored at each change, before the effects that follow from it: so the next
 * worker knows of everything that may be on the screen, and of nothing that it would have to guess.
 */
export type AlertState = Omit<v.InferOutput<typeof alertStateSchema>, 'bursts'> & {
  bursts: BurstState
}

export const noAlerts: AlertState = {
  version: 2,
  alerts: [],
  system: [],
  textHidden: false,
  catchUpQueue: { is: 'empty' },
  burstQueue: { is: 'empty' },
  urgentMore: [],
  lastSound: 'never',
  bursts: noBursts,
}

/** What was stored last. What cannot be read is no alert: the badge goes on counting its messages. */
export function readAlertState(saved: unknown): AlertState {
  const parsed = v.safeParse(alertStateSchema, saved)
  return parsed.success ? parsed.output : noAlerts
}
