import * as v from 'valibot'
import { settingsSchema } from './notification-settings.ts'
import {
  countSchema,
  entrySchema,
  logIdSchema,
  personSchema,
  readNameSchema,
  roomIdSchema,
  seqSchema,
} from './entry.ts'
import { RANGE_MAX_ENTRIES, ROOMS_MAX } from './limits.ts'
import { roomsSchema } from './up.ts'

/** Every push of the server. All are hints: what they miss is in the log (SPEC 4). */
export const pushes = {
  /** What one commit added to one room, contiguous and in order. */
  entries: v.object({
    room: roomIdSchema,
    logId: logIdSchema,
    entries: v.pipe(v.array(entrySchema), v.maxLength(RANGE_MAX_ENTRIES)),
  }),
  /** The complete set of the person's rooms: one that is missing is one they no longer belong to. */
  heads: v.pipe(
    v.record(roomIdSchema, v.object({ logId: logIdSchema, seq: seqSchema, seen: seqSchema })),
    v.maxEntries(ROOMS_MAX),
  ),
  /** The person's read mark moved, here or on another of their devices. */
  seen: v.object({ room: roomIdSchema, seq: seqSchema }),
  signal: v.object({ room: roomIdSchema, kind: v.picklist(['typing']), author: personSchema }),
  /** The person's notification settings changed, here or on another of their devices. */
  settings: settingsSchema,
  /** The person joined or left a room: their whole list, to their devices alone. */
  rooms: v.object({ rooms: roomsSchema }),
  /** Somebody joined or left the room, or it was renamed. One frame for all of its members. */
  room: v.object({ id: roomIdSchema, name: readNameSchema, members: countSchema }),
} as const

export type PushName = keyof typeof pushes
export type Push<N extends PushName> = v.InferOutput<(typeof pushes)[N]>
