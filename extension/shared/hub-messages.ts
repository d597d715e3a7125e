import * as v from 'valibot'
import { roomIdSchema, type Entry } from '../../protocol/entry.ts'
import type { Overview, RoomState, RoomView } from './view.ts'

/** The name of the port between the background and the extension's own pages. No other page gets one. */
export const HUB_PORT = 'hub'

/** Background → page: an `overview` first, then changes. `room` is a snapshot; the last three change it. */
export type HubMessage =
  | { type: 'overview'; overview: Overview }
  | { type: 'room'; view: RoomView }
  /** Follow the last entry. What left the outbox leaves it in the same message. */
  | { type: 'entries'; room: string; entries: Entry[]; state: RoomState }
  /** Precede the first entry. */
  | { type: 'older'; room: string; entries: Entry[]; state: RoomState }
  | { type: 'state'; room: string; state: RoomState }

/**
 * Page → background. `room` is the one it shows (its snapshot follows if it is another than before); `showing` is true
 * while the page is visible and focused, which keeps notifications of that room away.
 */
export const watchSchema = v.strictObject({
  type: v.literal('watch'),
  room: v.nullable(roomIdSchema),
  showing: v.boolean(),
})
export type Watch = v.InferOutput<typeof watchSchema>
