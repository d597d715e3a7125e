import * as v from 'valibot'
import { actionSchema } from '../../../protocol/action.ts'

/** One message to tell. Everything that a card shows of it is kept, so that a worker that was killed can show it again. */
const messageFields = {
  /** `logId:seq`: its identity, and the id of its notification in the operating system. */
  key: v.string(),
  logId: v.string(),
  seq: v.number(),
  room: v.string(),
  roomName: v.string(),
  author: v.string(),
  title: v.optional(v.string()),
  text: v.string(),
  priority: v.picklist([1, 2, 3, 4, 5]),
  calls: v.boolean(),
  actions: v.array(actionSchema),
  /** The server's clock, ms UTC. */
  at: v.number(),
}
const toldMessageSchema = v.strictObject(messageFields)
export type ToldMessage = v.InferOutput<typeof toldMessageSchema>

/** A message of which no more is kept than what decides, when it is told, whether it still is. */
const collectedItemSchema = v.tuple([
  /** Its seq. */
  v.number(),
  /** It calls the person. */
  v.boolean(),
  messageFields.priority,
  /** As in the decision. */
  v.picklist(['now', 'missed', 'old']),
])
export type CollectedItem = v.InferOutput<typeof collectedItemSchema>

/** Per room: its messages, ascending; and the newest of them in full, unless it was taken out. */
const collectedRoomSchema = v.strictObject({
  room: v.string(),
  roomName: v.string(),
  /** People in the room. */
  members: v.number(),
  logId: v.string(),
  items: v.array(collectedItemSchema),
  newest: v.optional(toldMessageSchema),
  /** Unread messages before the first, which were not read here: the server counted them. */
  more: v.optional(v.number()),
})
export type CollectedRoom = v.InferOutput<typeof collectedRoomSchema>

/** What waits to be told together; `due`, this machine's clock in ms, is when at the latest. */
const collectionSchema = v.strictObject({ rooms: v.array(collectedRoomSchema), due: v.nullable(v.number()) })
export type Collection = v.InferOutput<typeof collectionSchema>

const weightSchema = v.pipe(
  v.tuple([messageFields.priority, v.boolean(), v.nullable(v.number())]),
  v.readonly(),
)

/** Times are this machine's clock in ms. */
const openAlertSchema = v.strictObject({
  ...messageFields,
  /** `counted`: the newest of `count` that came fast. `test`: of no log. */
  kind: v.picklist(['message', 'counted', 'digest', 'test']),
  count: v.number(),
  /** What a counted one stands for, ascending: `count` of them. */
  seqs: v.optional(v.array(v.number())),
  /** Of each of them: while it is unread its priority, its call and its time are the card's. */
  weights: v.optional(v.array(weightSchema)),
  /** How long it still shows, ms of being looked at; null: until somebody ends it. */
  left: v.nullable(v.number()),
  /** Its showing was begun: whatever happens, it is not raised anew. An urgent one that nothing shows waits to be raised again. */
  raised: v.boolean(),
  /** A page has tampered with its toast: it gets none any more. */
  noToast: v.boolean(),
  /** Answered from its card, which says so until then; null: the answer was undone. Being read does not end it meanwhile. */
  kept: v.optional(v.strictObject({ reply: v.string(), until: v.nullable(v.number()) })),
  /** Priority 5, agreed. `nextAt` null: it was repeated often enough. `hidden`: "Later", until the next repetition. */
  urgent: v.optional(
    v.strictObject({ repeats: v.number(), nextAt: v.nullable(v.number()), hidden: v.boolean() }),
  ),
  claimed: v.optional(v.strictObject({ by: v.string(), until: v.number() })),
  /** Read elsewhere while somebody types in it: it goes when they do not any more. */
  read: v.optional(v.boolean()),
  /** What a digest stands for. */
  parts: v.optional(v.array(collectedRoomSchema)),
})
export type OpenAlert = v.InferOutput<typeof openAlertSchema>

const toastSchema = v.strictObject({
  nonce: v.string(),
  tabId: v.number(),
  /** Since when its time runs; null: it is pinned or held, or another tab is in front. */
  since: v.nullable(v.number()),
  /** The card that somebody types in. */
  pinned: v.optional(v.string()),
  /** The pointer or the focus is on it. */
  held: v.optional(v.boolean()),
})

export type OpenToast = v.InferOutput<typeof toastSchema>

const timesSchema = v.pipe(v.array(v.number()), v.readonly())
const burstSchema = v.pipe(
  v.array(v.pipe(v.tuple([v.number(), v.number(), weightSchema]), v.readonly())),
  v.readonly(),
)

const burstsSchema = v.strictObject({ logId: v.string(), told: burstSchema })

const boardSchema = v.strictObject({
  /** In the order in which they were raised. */
  alerts: v.array(openAlertSchema),
  toast: v.optional(toastSchema),
  /** Keys that notifications of the operating system show. */
  system: v.array(v.string()),
  /** They were told without the text of messages. */
  textHidden: v.boolean(),
  /** From the log, after an absence. */
  missed: collectionSchema,
  /** Of a flood. */
  flooded: collectionSchema,
  /** Urgent messages that have no alert of their own: counted on one that has. The room that was added to last is last. */
  urgentMore: v.optional(v.array(collectedRoomSchema), []),
  /** When an urgent alert rang last. */
  rang: v.optional(v.nullable(v.number()), null),
  flood: v.strictObject({
    cards: timesSchema,
    rooms: v.record(v.string(), v.pipe(burstsSchema, v.readonly())),
  }),
})

/**
 * What is told at the moment, and where. It is stored at each change, before the effects that it describes: so the next
 * worker knows of everything that may stand in a page or with the operating system, and of nothing that it would have
 * to guess.
 */
export type Board = v.InferOutput<typeof boardSchema>

export const emptyBoard: Board = {
  alerts: [],
  system: [],
  textHidden: false,
  missed: { rooms: [], due: null },
  flooded: { rooms: [], due: null },
  urgentMore: [],
  rang: null,
  flood: { cards: [], rooms: {} },
}

/** What another version wrote, or nobody: nothing is told. */
export function readBoard(saved: unknown): Board {
  const parsed = v.safeParse(boardSchema, saved)
  return parsed.success ? parsed.output : emptyBoard
}

export const openAlert = (message: ToldMessage, left: number | null): OpenAlert => ({
  ...message,
  ...{ kind: 'message', count: 1, left, raised: false, noToast: false },
})

/** A person who sees the card could act on it. Hidden or claimed ones are not told any more. */
export const isUrgent = (alert: OpenAlert): boolean => alert.urgent !== undefined
